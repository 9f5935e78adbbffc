// Connects to the server-sent event stream. Reconnects if the browser does not, or if no event arrives.

const EVENTS = ['snapshot', 'domain', 'window', 'alert', 'adaptation', 'model', 'rollout', 'dead-letter'];
const HEARTBEAT_TIMEOUT_MS = 20_000;
const RECONNECT_DELAY_MS = 3_000;

/**
 * @param {(event: string, data: object) => void} onEvent called for each event
 * @param {(connection: {state: string, at: number}) => void} onStateChange called with the time of the last event and the state:
 *   'connected', 'disconnected', 'degraded' (the service cannot read Kafka or its database) or 'standby' (another process is the
 *   leader)
 */
export function connect(onEvent, onStateChange) {
  let timer;
  let source;
  let at = Date.now();

  const disconnected = () => onStateChange({ state: 'disconnected', at });
  const reconnect = () => {
    source.close();
    disconnected();
    timer = setTimeout(open, RECONNECT_DELAY_MS);
  };
  const onActivity = () => {
    at = Date.now();
    clearTimeout(timer);
    timer = setTimeout(reconnect, HEARTBEAT_TIMEOUT_MS);
  };
  function open() {
    source = new EventSource('/api/dashboard/events');
    source.addEventListener('error', () => (source.readyState === EventSource.CLOSED ? reconnect() : disconnected()));
    source.addEventListener('heartbeat', event => {
      onActivity();
      onStateChange({ state: connectionState(JSON.parse(event.data)), at });
    });
    EVENTS.forEach(name => source.addEventListener(name, event => {
      onActivity();
      onEvent(name, JSON.parse(event.data));
    }));
    onActivity();
  }
  open();
}

function connectionState({ logReadable, instance }) {
  if (!logReadable) return 'degraded';
  return instance === 'LEADER' ? 'connected' : 'standby';
}
