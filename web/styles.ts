/** Every style sheet of the first page, in order: components first, so that ours win. */
import '@fontsource-variable/literata/wght.css';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import './global.css';
