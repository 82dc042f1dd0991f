import './base.css';
import './icons.css';
import './panel.css';
import './strip.css';
