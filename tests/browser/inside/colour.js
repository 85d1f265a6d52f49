// Runs inside a page: colours as the browser computed them, and the contrast of WCAG 2.

globalThis.inside ??= {};

{
  const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const known = new Map();

  /** Any computed colour as red, green, blue (0–255) and alpha (0–1). */
  const parse = text => {
    if (!known.has(text)) {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = text;
      pixel.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
      known.set(text, [red, green, blue, alpha / 255]);
    }
    return known.get(text);
  };

  /** What is seen of a colour of some opacity over an opaque one. */
  const over = (top, opacity, bottom) => {
    const alpha = top[3] * opacity;
    return [0, 1, 2].map(i => top[i] * alpha + bottom[i] * (1 - alpha)).concat(1);
  };

  const linear = byte => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

  /** Contrast ratio of two opaque colours, from 1 to 21. */
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  /** What an element of HTML stands on: the backgrounds of its ancestors, down to the canvas. */
  const ground = element => {
    if (!element) return parse('Canvas');
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, 1, ground(element.parentElement));
  };

  const show = colour => `#${colour.slice(0, 3).map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

  inside.colour = { parse, over, contrast, ground, show };
}
