package dev.patchbay.stack.mpls;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;

/// Whom a labelled packet is sent to (`RTA_VIA`).
public sealed interface MplsVia {
  /// The word for the kind of address.
  String family();

  /// The address as text.
  String text();

  /// A router that ARP or neighbour discovery finds.
  record Router(Ip address) implements MplsVia {
    @Override
    public String family() {
      return address.family().word();
    }

    @Override
    public String text() {
      return address.text();
    }
  }

  /// A station of the link.
  ///
  /// @param length bytes of the address that was given
  record Station(Mac address, int length) implements MplsVia {
    @Override
    public String family() {
      return "link";
    }

    @Override
    public String text() {
      return address.toString();
    }
  }
}
