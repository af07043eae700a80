package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.stack.ip.IpCounter;
import dev.patchbay.stack.ip.IpCounters;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.neighbour.FilteredArp;
import dev.patchbay.stack.tcp.TcpCounter;
import dev.patchbay.stack.tcp.TcpStack;

/// `/proc/net/netstat` (net/ipv4/proc.c): what is counted beyond the RFCs. Of the line of TCP, two
/// counters are IP's and ARP's.
final class NetstatFile {
  private NetstatFile() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("netstat", NetstatFile::text);
  }

  static String text(Netns netns) {
    IpCounters counters = IpStack.of(netns).counters();
    Group tcp = new Group("TcpExt");
    for (TcpCounter counter : TcpCounter.values()) {
      if (counter.isExtended()) {
        tcp.add(counter.label(), extended(netns, counter, counters));
      }
    }
    Group ip = new Group("IpExt");
    for (IpCounter counter : IpCounter.values()) {
      if (counter.isExtended()) {
        ip.add(counter.label(), counters.value(counter));
      }
    }
    return tcp.text() + ip.text();
  }

  private static long extended(Netns netns, TcpCounter counter, IpCounters counters) {
    return switch (counter) {
      case IP_REVERSE_PATH_FILTER -> counters.reversePathFilter();
      case ARP_FILTER -> FilteredArp.of(netns);
      default -> TcpStack.of(netns).counters().value(counter);
    };
  }
}
