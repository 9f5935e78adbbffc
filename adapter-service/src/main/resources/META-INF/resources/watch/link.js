// The line to the server. The browser comes back by itself after most failures; after the others this does.

const ROOMS = ['snapshot', 'domain', 'window', 'alert', 'adaptation', 'model', 'rollout', 'deadletter'];
const PATIENCE = 20_000;
const RETRY = 3_000;

/**
 * @param {(room: string, data: object) => void} told is called for each event
 * @param {(link: {state: string, at: number}) => void} changed is called with 'live', 'lost', or 'deaf' when the server itself cannot read the log
 */
export function listen(told, changed) {
  let alarm;
  let source;
  let at = Date.now();

  const lost = () => changed({ state: 'lost', at });
  const again = () => {
    source.close();
    lost();
    alarm = setTimeout(connect, RETRY);
  };
  const alive = () => {
    at = Date.now();
    clearTimeout(alarm);
    alarm = setTimeout(again, PATIENCE);
  };
  function connect() {
    source = new EventSource('/api/watch/events');
    source.addEventListener('error', () => (source.readyState === EventSource.CLOSED ? again() : lost()));
    source.addEventListener('heartbeat', event => {
      alive();
      changed({ state: JSON.parse(event.data).reading ? 'live' : 'deaf', at });
    });
    ROOMS.forEach(room => source.addEventListener(room, event => {
      alive();
      told(room, JSON.parse(event.data));
    }));
    alive();
  }
  connect();
}
