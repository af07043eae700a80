package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.neighbour.NeighbourParameters;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.neighbour.TableStatistics;
import dev.patchbay.stack.neighbour.TrueSize;
import dev.patchbay.tools.iproute.Timestamp;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Lays out the settings of a neighbour table as `ip ntable` does, and with `-s` its statistics.
final class NtableText {
  private static final int NANOS_PER_MILLISECOND = 1_000_000;

  /// The bytes of an entry in the kernel.
  private static final int IPV4_ENTRY = 288;

  private static final int IPV6_ENTRY = 296;
  private static final long MILLISECONDS_PER_SECOND = 1000;

  private final Session session;
  private final Output out;
  private final boolean counts;

  NtableText(Session session) {
    this.session = session;
    this.out = session.output();
    this.counts = session.options().statistics > 0;
  }

  /// The settings of the device, or with null the table's limits and what new devices begin with.
  void show(NeighbourTable table, @Nullable NetDevice device) {
    out.openObject(null);
    out.string("family", "", table.family() == Family.IPV4 ? "inet" : "inet6", " ");
    out.string("name", "", table.name(), " ");
    line();
    if (device == null) {
      limits(table);
      if (counts) {
        configuration(table);
      }
      held(1, table.defaultReachableTime());
      settings(table.defaults());
      if (counts) {
        statistics(table.statistics());
      }
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

  private void configuration(NeighbourTable table) {
    boolean v4 = table.family() == Family.IPV4;
    out.number("key_length", "config key_len ", table.family().bytes(), " ");
    number("entry_size", v4 ? IPV4_ENTRY : IPV6_ENTRY);
    number("entries", table.size());
    line();
    out.text("    ");
    date("last_flush", table.lastFlush());
    date("last_rand", table.lastDrawn(session.netns().machine().initialNetns().loopback()));
    line();
    out.text("    ");
    number("hash_rnd", Integer.toUnsignedLong(table.hashRandom()));
    out.text(String.format(Locale.ROOT, "hash_mask %08x ", table.hashMask()));
    out.jsonString("hash_mask", "0x" + Integer.toHexString(table.hashMask()));
    number("hash_chain_gc", 0);
    number("proxy_qlen", table.proxyQueueLength());
    line();
  }

  private void date(String key, long nanos) {
    out.string(key, key + " ", Timestamp.date(nanos), " ");
  }

  private void statistics(TableStatistics counted) {
    line();
    out.number("allocs", "stats allocs ", counted.allocations, " ");
    number("destroys", counted.destroys);
    number("hash_grows", counted.hashGrows);
    line();
    number("res_failed", counted.resolutionsFailed);
    number("lookups", counted.lookups);
    number("hits", counted.hits);
    line();
    number("rcv_probes_mcast", counted.multicastProbes);
    number("rcv_probes_ucast", counted.unicastProbes);
    line();
    number("periodic_gc_runs", counted.periodicRuns);
    number("forced_gc_runs", counted.forcedRuns);
    line();
    number("table_fulls", counted.tableFulls);
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
    number("queue", queue(values.get(NeighbourSetting.QUEUE_LENGTH_BYTES)));
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

  /// The kernel divides as if the number had no sign.
  private static long queue(long bytes) {
    return Integer.toUnsignedLong((int) Long.divideUnsigned(bytes, TrueSize.FRAME));
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
