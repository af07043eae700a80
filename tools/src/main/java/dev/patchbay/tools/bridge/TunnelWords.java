package dev.patchbay.tools.bridge;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.bridge.TunnelRange;

/// Reads what `tunnel_info` of `bridge vlan` says: `id ID`, or `id FIRST-LAST`.
final class TunnelWords {
  private static final int IDS = 1 << 24;

  private TunnelWords() {}

  static TunnelRange parse(Args args) {
    String word = args.next();
    if (!word.equals("id")) {
      throw Args.invarg("tunnel id expected", word);
    }
    String text = args.next();
    int dash = text.indexOf('-');
    return dash < 0
        ? new TunnelRange(id(text), 0)
        : new TunnelRange(id(text.substring(0, dash)), id(text.substring(dash + 1)));
  }

  private static int id(String text) {
    long id = Numbers.u32(text, 0).orElse(IDS);
    if (id >= IDS) {
      throw Args.invarg("invalid tun id", text);
    }
    return (int) id;
  }
}
