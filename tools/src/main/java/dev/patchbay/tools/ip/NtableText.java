package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.neighbour.NeighbourParameters;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.neighbour.TrueSize;
import org.jspecify.annotations.Nullable;

/// Lays out the settings of a neighbour table as `ip ntable` does, without the table's statistics.
final class NtableText {
  private static final int NANOS_PER_MILLISECOND = 1_000_000;
  private static final long MILLISECONDS_PER_SECOND = 1000;

  private final Output out;

  NtableText(Output out) {
    this.out = out;
  }

  /// The settings of the device, or with null the table's limits and what new devices begin with.
  void show(NeighbourTable table, @Nullable NetDevice device) {
    out.openObject(null);
    out.string("family", "", table.family() == Family.IPV4 ? "inet" : "inet6", " ");
    out.string("name", "", table.name(), " ");
    line();
    if (device == null) {
      limits(table);
      held(1, table.defaultReachableTime());
      settings(table.defaults());
    } else {
      out.string("dev", "dev ", device.name(), " ");
      line();
      held(table.references(device), table.reachableTime(device));
      settings(table.parameters(device));
    }
    out.newline();
    out.text("\n");
    out.closeObject();
  }

  private void line() {
    out.newline();
    out.text("    ");
  }

  private void limits(NeighbourTable table) {
    number("thresh1", table.threshold1());
    number("thresh2", table.threshold2());
    number("thresh3", table.threshold3());
    out.number("gc_interval", "gc_int ", table.gcInterval() * MILLISECONDS_PER_SECOND, " ");
    line();
  }

  private void held(int references, long reachable) {
    number("refcnt", references);
    number("reachable", reachable / NANOS_PER_MILLISECOND);
  }

  private void settings(NeighbourParameters values) {
    time("base_reachable", values, NeighbourSetting.BASE_REACHABLE_TIME);
    time("retrans", values, NeighbourSetting.RETRANS_TIME);
    line();
    time("gc_stale", values, NeighbourSetting.GC_STALE_TIME);
    time("delay_probe", values, NeighbourSetting.DELAY_PROBE_TIME);
    number("queue", values.get(NeighbourSetting.QUEUE_LENGTH_BYTES) / TrueSize.FRAME);
    line();
    count("app_probes", values, NeighbourSetting.APP_SOLICIT);
    count("ucast_probes", values, NeighbourSetting.UCAST_SOLICIT);
    count("mcast_probes", values, NeighbourSetting.MCAST_SOLICIT);
    line();
    time("anycast_delay", values, NeighbourSetting.ANYCAST_DELAY);
    time("proxy_delay", values, NeighbourSetting.PROXY_DELAY);
    count("proxy_queue", values, NeighbourSetting.PROXY_QUEUE_LENGTH);
    time("locktime", values, NeighbourSetting.LOCKTIME);
  }

  private void time(String key, NeighbourParameters values, NeighbourSetting setting) {
    number(key, values.nanos(setting) / NANOS_PER_MILLISECOND);
  }

  private void count(String key, NeighbourParameters values, NeighbourSetting setting) {
    number(key, Integer.toUnsignedLong(values.get(setting)));
  }

  private void number(String key, long value) {
    out.number(key, key + " ", value, " ");
  }
}
