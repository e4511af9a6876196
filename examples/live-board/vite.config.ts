import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  optimizeDeps: {
    // Told instead of found out: what is found out late makes the page load twice.
    noDiscovery: true,
    include: ['fast-json-patch', 'graphql-ws', 'react', 'react-dom/client', 'react/jsx-dev-runtime', 'react/jsx-runtime', 'urql'],
  },
});
