import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { Board } from './board.tsx';
import { createClient } from './client.ts';
import { type Language, texts } from './texts.ts';
import './board.css';

const client = createClient(() => document.documentElement.lang as Language);

function App() {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
  const t = texts[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t.title;
  }, [language, t]);

  return (
    <Provider value={client}>
      <header>
        <h1>{t.title}</h1>
        <p>{t.hint}</p>
        <button type="button" onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
          {language === 'en' ? '中文' : 'English'}
        </button>
      </header>
      <Board t={t} />
    </Provider>
  );
}

createRoot(document.getElementById('board') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
