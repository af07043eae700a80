package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.neighbour.TableStatistics;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/proc/net/stat`: what the tables of neighbours have counted, which the initial namespace shows;
/// and the cache of IPv4's routes, which is no more, so that its counters stay zero.
final class StatFiles {
  private static final String NEIGHBOURS =
      "entries  allocs   destroys hash_grows lookups  hits     res_failed rcv_probes_mcast"
          + " rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards table_fulls\n";
  private static final String ROUTES =
      "entries  in_hit   in_slow_tot in_slow_mc in_no_route in_brd   in_martian_dst in_martian_src"
          + " out_hit  out_slow_tot out_slow_mc gc_total gc_ignored gc_goal_miss gc_dst_overflow"
          + " in_hlist_search out_hlist_search\n"
          + "00000000 00000000 00000000    00000000   00000000    00000000 00000000      "
          + " 00000000       00000000 00000000     00000000    00000000 00000000   00000000    "
          + " 00000000        00000000        00000000\n";

  private StatFiles() {}

  static void add(Machine machine) {
    machine.procFiles().addNetDirectory("stat", StatFiles::names, StatFiles::text);
  }

  private static List<String> names(Netns netns) {
    return isInitial(netns) ? List.of("arp_cache", "ndisc_cache", "rt_cache") : List.of("rt_cache");
  }

  private static boolean isInitial(Netns netns) {
    return netns == netns.machine().initialNetns();
  }

  private static @Nullable String text(Netns netns, String name) {
    return switch (name) {
      case "rt_cache" -> ROUTES;
      case "arp_cache" -> isInitial(netns) ? neighbours(netns, Family.IPV4) : null;
      case "ndisc_cache" -> isInitial(netns) ? neighbours(netns, Family.IPV6) : null;
      default -> null;
    };
  }

  static String neighbours(Netns netns, Family family) {
    NeighbourTable table = NeighbourTable.of(netns.machine(), family);
    TableStatistics counted = table.statistics();
    return NEIGHBOURS
        + String.format(
            Locale.ROOT,
            "%08x %08x %08x %08x   %08x %08x %08x   %08x         %08x         %08x         %08x    "
                + "   %08x            %08x\n",
            table.size(),
            counted.allocations,
            counted.destroys,
            counted.hashGrows,
            counted.lookups,
            counted.hits,
            counted.resolutionsFailed,
            counted.multicastProbes,
            counted.unicastProbes,
            counted.periodicRuns,
            counted.forcedRuns,
            counted.unresolvedDiscards,
            counted.tableFulls);
  }
}
