// Opens a page; once more where the browser itself gave up on it, as it may on a busy machine.

export async function open(page, address) {
  try {
    await page.goto(address, { waitUntil: 'load' });
  } catch (error) {
    if (!/ERR_ABORTED|Timeout/.test(String(error))) throw error;
    await page.goto(address, { waitUntil: 'load' });
  }
}
