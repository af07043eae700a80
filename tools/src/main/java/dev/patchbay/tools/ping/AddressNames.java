package dev.patchbay.tools.ping;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;

/// What hosts are called in the output: by name and address, or by address only.
final class AddressNames {
  private final Hosts hosts;
  private final Netns netns;
  private final boolean numeric;

  AddressNames(Hosts hosts, Netns netns, boolean numeric) {
    this.hosts = hosts;
    this.netns = netns;
    this.numeric = numeric;
  }

  /// `NAME (ADDRESS)`, or the address when it has no name or none is wanted.
  ///
  /// @param scope the index of the device that a link-local address is on, or 0
  String text(Ip address, int scope) {
    String figures = NumericAddress.text(address, scope, netns);
    if (numeric) {
      return figures;
    }
    String name = hosts.name(address);
    return (name == null ? figures : name) + " (" + figures + ")";
  }

  /// As [#text], in figures only.
  String figures(Ip address, int scope) {
    return NumericAddress.text(address, scope, netns);
  }
}
