package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.OffloadStatisticsAnnouncement;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bond.LacpStatistics;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.stack.mpls.MplsDevice;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays out the statistics of a device as `ip stats` does.
final class StatsText {
  private static final List<String> RECEIVED =
      List.of("bytes", "packets", "errors", "dropped", "multicast");
  private static final List<String> SENT = RECEIVED.subList(0, 4);
  private static final List<String> LABELS_RECEIVED =
      List.of("bytes", "packets", "errors", "dropped", "noroute");

  private final Session session;
  private final Output out;

  StatsText(Session session) {
    this.session = session;
    this.out = session.output();
  }

  void show(NetDevice device, StatsSuite suite) {
    out.openObject(null);
    out.number("ifindex", "", device.index(), ": ");
    out.string(Color.IFNAME, "ifname", "", device.name(), ":");
    for (int level = 0; level < suite.path().size(); level++) {
      String key = StatsSuite.LEVELS.get(level);
      out.string(key, " " + key + " ", suite.path().get(level), "");
    }
    BridgeStatisticsText bridge = new BridgeStatisticsText(out);
    boolean isPort = device.master() instanceof BridgeDevice;
    switch (suite) {
      case L3_STATS -> routed(device.wantsOffloadStatistics());
      case HARDWARE -> hardware(device.wantsOffloadStatistics());
      case LINK -> link(device);
      case CPU_HIT -> {
        out.newline();
        out.newline();
      }
      case MULTICAST -> bridge.multicast(BridgeDevice.multicastOfBridge(device));
      case SLAVE_MULTICAST -> bridge.multicast(BridgeDevice.multicastOfPort(device));
      case SLAVE_STP -> bridge.stp(device, isPort);
      case SLAVE_LACP -> LacpStatisticsText.show(out, LacpStatistics.ofSlave(device));
      case LACP -> LacpStatisticsText.show(out, LacpStatistics.ofBond(device));
      case MPLS -> labels(MplsDevice.of(device));
      case STP -> out.newline();
    }
    out.closeObject();
  }

  private void link(NetDevice device) {
    out.newline();
    out.text("");
    LinkCounters.ofStats(session, device).show();
    out.newline();
  }

  private void labels(@Nullable MplsDevice part) {
    out.newline();
    if (part == null) {
      return;
    }
    long[] received = part.received();
    long[] sent = part.sent();
    out.openObject("mpls_stats");
    object("rx", LABELS_RECEIVED, received);
    object("tx", SENT, sent);
    out.closeObject();
    out.text("    RX: bytes packets errors dropped noroute");
    out.newline();
    out.text(columns("%13d %7d %6d %7d %7d ", received));
    out.newline();
    out.text("    TX: bytes packets errors dropped");
    out.newline();
    out.text(columns("%13d %7d %6d %7d ", sent));
    out.newline();
  }

  private static String columns(String format, long... values) {
    return String.format(format, Arrays.stream(values).boxed().toArray());
  }

  private void object(String key, List<String> names, long[] values) {
    out.openObject(key);
    for (int i = 0; i < values.length; i++) {
      out.jsonNumber(names.get(i), values[i]);
    }
    out.closeObject();
  }

  private void routed(boolean wanted) {
    out.openObject("info");
    request(out, " ", wanted);
    out.closeObject();
    out.newline();
    if (wanted) {
      counters();
    }
  }

  /// Of hardware that counts what it routes, which no device here has.
  private void counters() {
    out.text("    RX: bytes packets errors dropped   mcast");
    out.newline();
    out.text("            0       0      0       0       0 ");
    out.newline();
    out.text("    TX: bytes packets errors dropped");
    out.newline();
    out.text("            0       0      0       0 ");
    out.newline();
    out.openObject("stats64");
    zeros("rx", RECEIVED);
    zeros("tx", SENT);
    out.closeObject();
  }

  private void zeros(String key, List<String> keys) {
    out.openObject(key);
    keys.forEach(name -> out.jsonNumber(name, 0));
    out.closeObject();
  }

  private void hardware(boolean wanted) {
    out.newline();
    out.openObject("info");
    out.openObject("l3_stats");
    request(out, "    l3_stats ", wanted);
    out.closeObject();
    out.closeObject();
    out.newline();
  }

  private static void request(Output out, String before, boolean wanted) {
    out.onOff("request", before, wanted, "");
    out.onOff("used", " used ", false, "");
  }

  /// What `ip monitor` says of a device's wish.
  static void show(Output out, OffloadStatisticsAnnouncement announcement) {
    out.text(announcement.index() + ": " + announcement.device() + ":");
    out.newline();
    request(out, "    l3_stats ", announcement.wanted());
    out.newline();
  }
}
