package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.device.bridge.stp.TreeCounts;
import java.util.List;
import java.util.Locale;

/// Lays out what a bridge counts of multicast and of the spanning tree, for `ip stats` and `ip link
/// xstats`. The former is counted only with `mcast_stats_enabled`, which is refused as the latter
/// is: so all is zero.
final class BridgeStatisticsText {
  private static final String INDENT = " ".repeat(20);
  private static final List<String> DIRECTIONS = List.of("rx", "tx");

  private final Output out;

  BridgeStatisticsText(Output out) {
    this.out = out;
  }

  /// Behind a heading, if they are of such a device.
  void multicast(boolean concerned) {
    out.newline();
    if (concerned) {
      multicast();
      out.newline();
    }
  }

  /// Behind a heading, if they are of a port.
  void stp(NetDevice device, boolean concerned) {
    out.newline();
    if (concerned) {
      stp(device);
      out.newline();
    }
  }

  void multicast() {
    out.openObject("multicast");
    messages("IGMP queries", 3);
    messages("IGMP reports", 3);
    others("IGMP");
    messages("MLD queries", 2);
    messages("MLD reports", 2);
    others("MLD");
    out.closeObject();
  }

  private static String key(String words) {
    return words.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private void messages(String name, int versions) {
    out.text(INDENT + name + ":\n");
    out.openObject(key(name));
    for (String direction : DIRECTIONS) {
      out.text(INDENT + "  " + direction.toUpperCase(Locale.ROOT) + ":");
      for (int version = 1; version <= versions; version++) {
        out.number(direction + "_v" + version, " v" + version + " ", 0, "");
      }
      out.text("\n");
    }
    out.closeObject();
  }

  private void others(String protocol) {
    out.openObject(key(protocol + " leaves"));
    out.number("rx", INDENT + protocol + " leaves: RX: ", 0, "");
    out.number("tx", " TX: ", 0, "\n");
    out.closeObject();
    out.number(key(protocol + " parse errors"), INDENT + protocol + " parse errors: ", 0, "\n");
  }

  void stp(NetDevice port) {
    TreeCounts counts = PortSnapshot.of(port).counts();
    out.openObject("stp");
    out.number("rx_bpdu", INDENT + "STP BPDU:  RX: ", counts.rxBpdu(), "");
    out.number("tx_bpdu", " TX: ", counts.txBpdu(), "\n");
    out.number("rx_tcn", INDENT + "STP TCN:   RX: ", counts.rxTcn(), "");
    out.number("tx_tcn", " TX: ", counts.txTcn(), "\n");
    out.number("transition_blk", INDENT + "STP Transitions: Blocked: ", counts.blocked(), "");
    out.number("transition_fwd", " Forwarding: ", counts.forwarding(), "\n");
    out.closeObject();
  }
}
