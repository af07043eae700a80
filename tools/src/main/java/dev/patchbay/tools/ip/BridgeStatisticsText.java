package dev.patchbay.tools.ip;

import static dev.patchbay.device.bridge.multicast.MulticastMessage.IGMP_LEAVE;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.IGMP_QUERY_V1;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.IGMP_QUERY_V2;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.IGMP_QUERY_V3;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.IGMP_REPORT_V1;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.IGMP_REPORT_V2;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.IGMP_REPORT_V3;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.MLD_LEAVE;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.MLD_QUERY_V1;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.MLD_QUERY_V2;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.MLD_REPORT_V1;
import static dev.patchbay.device.bridge.multicast.MulticastMessage.MLD_REPORT_V2;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.device.bridge.multicast.MulticastMessage;
import dev.patchbay.device.bridge.multicast.MulticastStatistics;
import dev.patchbay.device.bridge.stp.TreeCounts;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Lays out what a bridge counts of multicast and of the spanning tree, for `ip stats` and `ip link
/// xstats`. The former is counted while `mcast_stats_enabled` says so.
final class BridgeStatisticsText {
  private static final String INDENT = " ".repeat(20);

  private final Output out;

  BridgeStatisticsText(Output out) {
    this.out = out;
  }

  /// Behind a heading, if there are any.
  void multicast(@Nullable MulticastStatistics counts) {
    out.newline();
    if (counts != null) {
      messages(counts);
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

  void messages(MulticastStatistics counts) {
    out.openObject("multicast");
    messages(counts, "IGMP queries", IGMP_QUERY_V1, IGMP_QUERY_V2, IGMP_QUERY_V3);
    messages(counts, "IGMP reports", IGMP_REPORT_V1, IGMP_REPORT_V2, IGMP_REPORT_V3);
    others("IGMP", counts.rx(IGMP_LEAVE), counts.tx(IGMP_LEAVE), counts.igmpErrors());
    messages(counts, "MLD queries", MLD_QUERY_V1, MLD_QUERY_V2);
    messages(counts, "MLD reports", MLD_REPORT_V1, MLD_REPORT_V2);
    others("MLD", counts.rx(MLD_LEAVE), counts.tx(MLD_LEAVE), counts.mldErrors());
    out.closeObject();
  }

  private static String key(String words) {
    return words.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private void messages(MulticastStatistics counts, String name, MulticastMessage... versions) {
    out.text(INDENT + name + ":\n");
    out.openObject(key(name));
    versions("rx", counts::rx, versions);
    versions("tx", counts::tx, versions);
    out.closeObject();
  }

  private void versions(
      String direction, ToLongFunction<MulticastMessage> count, MulticastMessage... versions) {
    out.text(INDENT + "  " + direction.toUpperCase(Locale.ROOT) + ":");
    for (int i = 0; i < versions.length; i++) {
      String version = "v" + (i + 1);
      long messages = count.applyAsLong(versions[i]);
      out.number(direction + "_" + version, " " + version + " ", messages, "");
    }
    out.text("\n");
  }

  private void others(String protocol, long rx, long tx, long errors) {
    out.openObject(key(protocol + " leaves"));
    out.number("rx", INDENT + protocol + " leaves: RX: ", rx, "");
    out.number("tx", " TX: ", tx, "\n");
    out.closeObject();
    out.number(
        key(protocol + " parse errors"), INDENT + protocol + " parse errors: ", errors, "\n");
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
