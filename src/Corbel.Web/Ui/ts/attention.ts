const off = "corbel-chat-silent";
let unseen = 0;
let plain = document.title;
let audio: AudioContext | undefined;

/** A short sound, unless this browser is set to be silent. Browsers play none before somebody has used the page. */
export function beep(): void {
  if (localStorage.getItem(off) !== null) return;
  audio ??= new AudioContext();
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  const now = audio.currentTime;
  tone.frequency.setValueAtTime(660, now);
  tone.frequency.setValueAtTime(880, now + 0.09);
  volume.gain.setValueAtTime(0.08, now);
  volume.gain.exponentialRampToValueAtTime(0.001, now + 0.3);
  tone.connect(volume).connect(audio.destination);
  tone.start(now);
  tone.stop(now + 0.3);
  document.documentElement.dataset["beeped"] = String(Number(document.documentElement.dataset["beeped"] ?? 0) + 1);
}

/** The title says how many wait, and what came while nobody looked; it is plain again once somebody does. */
export function mark(fresh: number, waiting: number): void {
  if (!/^\(\d+\) /.test(document.title)) plain = document.title;
  unseen = document.visibilityState === "visible" ? 0 : unseen + fresh;
  const count = Math.max(unseen, waiting);
  const title = count > 0 ? `(${count}) ${plain}` : plain;
  if (document.title !== title) document.title = title;
}

/** [data-chat-sound] says whether it is heard, and changes that. */
export function soundSwitch(): void {
  const show = (): void => {
    for (const button of document.querySelectorAll("[data-chat-sound]"))
      button.setAttribute("aria-pressed", String(localStorage.getItem(off) === null));
  };
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest("[data-chat-sound]")) return;
    if (localStorage.getItem(off) === null) localStorage.setItem(off, "1");
    else localStorage.removeItem(off);
    show();
    beep();
  });
  show();
}
