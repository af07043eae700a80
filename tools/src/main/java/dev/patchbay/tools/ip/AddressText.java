package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.AddressSnapshot;

/// Lays out an address as `ip address` does.
final class AddressText {
  private final Session session;
  private final Output out;

  AddressText(Session session) {
    this.session = session;
    this.out = session.output();
  }

  /// The address and its lifetimes; behind its link's index and name when they have no lines of
  /// their own.
  void show(AddressSnapshot address, boolean withLink) {
    if (withLink) {
      out.number("index", "", address.deviceIndex(), ": ");
      String device = session.deviceName(address.deviceIndex(), address.device());
      out.string("dev", "", device, "");
    }
    out.string("family", "    ", address.family().word(), " ");
    place(address);
    Ip broadcast = address.broadcast();
    if (broadcast != null) {
      out.text("brd ");
      out.string(color(address), "broadcast", "", broadcast.text(), "");
      out.text(" ");
    }
    out.string("scope", "scope ", Scopes.name(session, address.scope()), " ");
    flags(address);
    String label = address.label();
    if (label != null) {
      out.string("label", "", label, "");
    }
    lifetimes(address);
    out.text("\n");
  }

  /// What `-brief` shows of it.
  void brief(AddressSnapshot address) {
    place(address);
  }

  private void place(AddressSnapshot address) {
    out.string(color(address), "local", "", address.local().text(), "");
    if (address.hasPeer()) {
      out.text(" peer ");
      out.string(color(address), "address", "", address.address().text(), "");
    }
    out.number("prefixlen", "/", address.prefixLength(), " ");
    if (address.metric() != 0) {
      out.number("metric", "metric ", Integer.toUnsignedLong(address.metric()), " ");
    }
  }

  private static Color color(AddressSnapshot address) {
    return address.family() == Family.IPV4 ? Color.INET : Color.INET6;
  }

  private void flags(AddressSnapshot address) {
    int rest = address.flags();
    for (AddressFlagWord word : AddressFlagWord.all()) {
      if (word == AddressFlagWord.PERMANENT) {
        if ((rest & word.flag) == 0) {
          out.flag("dynamic", "dynamic ", true);
        }
      } else if ((rest & word.flag) != 0) {
        String shown = isTemporary(address, word) ? "temporary" : word.word;
        out.flag(shown, shown + " ", true);
      }
      rest &= ~word.flag;
    }
  }

  private static boolean isTemporary(AddressSnapshot address, AddressFlagWord word) {
    return word == AddressFlagWord.SECONDARY && address.family() == Family.IPV6;
  }

  private void lifetimes(AddressSnapshot address) {
    out.newline();
    out.text("       valid_lft ");
    lifetime("valid_life_time", address.validLifetime());
    out.text(" preferred_lft ");
    if (address.has(AddressFlags.DEPRECATED)
        && address.preferredLifetime() != AddressRequest.FOREVER) {
      out.number("preferred_life_time", "", address.preferredLifetime(), "sec");
    } else {
      lifetime("preferred_life_time", address.preferredLifetime());
    }
  }

  private void lifetime(String key, int seconds) {
    if (seconds == AddressRequest.FOREVER && !out.isJson()) {
      out.text("forever");
    } else {
      out.number(key, "", Integer.toUnsignedLong(seconds), "sec");
    }
  }
}
