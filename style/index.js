import './base.css';
import './icons.css';
import './index.css';
import './notes.css';
import './panel.css';
import './strip.css';
import './tabs.css';
