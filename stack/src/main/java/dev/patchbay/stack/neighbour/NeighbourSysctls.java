package dev.patchbay.stack.neighbour;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.SysctlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The files of `net/ipv4/neigh` and `net/ipv6/neigh`: one directory a device, and in the initial
/// namespace `default`, which has the machine's limits as well.
final class NeighbourSysctls {
  private static final int JIFFIES_PER_SECOND = 100;
  private static final int MILLISECONDS_PER_JIFFY = 10;

  /// One directory: a device's, or with null `default`.
  private record Directory(NeighbourTable table, @Nullable NetDevice device) {
    int get(NeighbourSetting setting) {
      return device == null ? table.defaults().get(setting) : table.parameters(device).get(setting);
    }

    void set(NeighbourSetting setting, int value) {
      if (device == null) {
        table.setDefault(setting, value);
      } else {
        table.ownParameters(device).set(setting, value);
      }
    }
  }

  private NeighbourSysctls() {}

  /// Adds the files of a family's table to the machine.
  static void add(Machine machine, NeighbourTable table, String directory) {
    SysctlTree tree = machine.sysctls();
    tree.addPerDevice(
        directory, settings(), netns -> names(netns), (netns, name) -> find(table, netns, name));
    tree.add(directory + "/default", limits(), netns -> isInitial(netns) ? table : null);
  }

  private static boolean isInitial(Netns netns) {
    return netns == netns.machine().initialNetns();
  }

  private static List<String> names(Netns netns) {
    List<String> names = new ArrayList<>();
    if (isInitial(netns)) {
      names.add("default");
    }
    netns.devices().forEach(device -> names.add(device.name()));
    return names;
  }

  private static @Nullable Directory find(NeighbourTable table, Netns netns, String name) {
    if (name.equals("default")) {
      return isInitial(netns) ? new Directory(table, null) : null;
    }
    NetDevice device = netns.device(name);
    return device == null || !device.name().equals(name) ? null : new Directory(table, device);
  }

  private static List<Sysctl<Directory>> settings() {
    return List.of(
        count("mcast_solicit", NeighbourSetting.MCAST_SOLICIT),
        count("ucast_solicit", NeighbourSetting.UCAST_SOLICIT),
        count("app_solicit", NeighbourSetting.APP_SOLICIT),
        count("mcast_resolicit", NeighbourSetting.MCAST_RESOLICIT),
        jiffies("retrans_time", NeighbourSetting.RETRANS_TIME),
        milliseconds("retrans_time_ms", 0, NeighbourSetting.RETRANS_TIME),
        seconds("base_reachable_time", NeighbourSetting.BASE_REACHABLE_TIME),
        milliseconds("base_reachable_time_ms", 0, NeighbourSetting.BASE_REACHABLE_TIME),
        seconds("delay_first_probe_time", NeighbourSetting.DELAY_PROBE_TIME),
        milliseconds("interval_probe_time_ms", 1, NeighbourSetting.INTERVAL_PROBE_TIME),
        seconds("gc_stale_time", NeighbourSetting.GC_STALE_TIME),
        scaled(
            "unres_qlen",
            0,
            Integer.MAX_VALUE / TrueSize.FRAME,
            NeighbourSetting.QUEUE_LENGTH_BYTES,
            bytes -> bytes / TrueSize.FRAME,
            frames -> frames * TrueSize.FRAME),
        count("unres_qlen_bytes", NeighbourSetting.QUEUE_LENGTH_BYTES),
        count("proxy_qlen", NeighbourSetting.PROXY_QUEUE_LENGTH),
        jiffies("anycast_delay", NeighbourSetting.ANYCAST_DELAY),
        jiffies("proxy_delay", NeighbourSetting.PROXY_DELAY),
        jiffies("locktime", NeighbourSetting.LOCKTIME));
  }

  private static Sysctl<Directory> count(String file, NeighbourSetting setting) {
    return scaled(file, 0, Integer.MAX_VALUE, setting, n -> n, n -> n);
  }

  private static Sysctl<Directory> jiffies(String file, NeighbourSetting setting) {
    return scaled(file, Integer.MIN_VALUE, Integer.MAX_VALUE, setting, n -> n, n -> n);
  }

  private static Sysctl<Directory> milliseconds(String file, int min, NeighbourSetting setting) {
    return scaled(
        file,
        min,
        Integer.MAX_VALUE,
        setting,
        jiffies -> jiffies * MILLISECONDS_PER_JIFFY,
        millis -> Math.ceilDiv(millis, MILLISECONDS_PER_JIFFY));
  }

  private static Sysctl<Directory> seconds(String file, NeighbourSetting setting) {
    int most = Integer.MAX_VALUE / JIFFIES_PER_SECOND;
    return scaled(
        file,
        -most,
        most,
        setting,
        jiffies -> jiffies / JIFFIES_PER_SECOND,
        seconds -> seconds * JIFFIES_PER_SECOND);
  }

  private static Sysctl<Directory> scaled(
      String file,
      int min,
      int max,
      NeighbourSetting setting,
      IntUnaryOperator show,
      IntUnaryOperator take) {
    return Sysctl.integer(
        file,
        min,
        max,
        directory -> show.applyAsInt(directory.get(setting)),
        (directory, value) -> directory.set(setting, take.applyAsInt(value)));
  }

  private static List<Sysctl<NeighbourTable>> limits() {
    return List.of(
        limit("gc_interval", NeighbourTable::gcInterval, NeighbourTable::gcInterval),
        limit("gc_thresh1", NeighbourTable::threshold1, NeighbourTable::threshold1),
        limit("gc_thresh2", NeighbourTable::threshold2, NeighbourTable::threshold2),
        limit("gc_thresh3", NeighbourTable::threshold3, NeighbourTable::threshold3));
  }

  private static Sysctl<NeighbourTable> limit(
      String file, ToIntFunction<NeighbourTable> get, ObjIntConsumer<NeighbourTable> set) {
    return Sysctl.integer(file, 0, Integer.MAX_VALUE, get, set);
  }
}
