// Writes down what the widgets report. They never report what somebody has chosen.
const log = document.getElementById('events');
for (const name of ['load', 'submit', 'complete', 'error']) {
  document.addEventListener('dfc:' + name, event => {
    if (log) log.textContent += ' ' + event.type + (event.detail ? ' ' + JSON.stringify(event.detail) : '');
  });
}
