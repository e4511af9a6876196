#!/usr/bin/env node
// The command line of the built package. It stands here, and not in dist/, so that it can be linked before anything is built.
import '../dist/cli/main.js';
