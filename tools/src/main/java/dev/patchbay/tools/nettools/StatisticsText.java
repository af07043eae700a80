package dev.patchbay.tools.nettools;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `netstat -s`: the counters of `/proc/net/snmp`, `netstat` and `snmp6` in sentences.
final class StatisticsText {
  /// Where in the text a line stands; the lines of a histogram are indented by one more.
  private enum Place {
    NORMAL("    "),
    INPUT("        "),
    OUTPUT("        ");

    private final String indent;

    Place(String indent) {
      this.indent = indent;
    }
  }

  /// A counter's sentence, with `%s` for the number.
  ///
  /// @param always whether it is shown at 0, too
  /// @param hidden it is not shown at all
  private record Entry(String text, boolean always, boolean hidden, Place place) {}

  /// Each asks for its own kind only; no table is that of `-U` or `-S` alone.
  private static final List<String> CHOICES = List.of("t", "u", "w", "U", "S");

  private static final Map<String, Map<String, Entry>> TABLES = new HashMap<>();

  private static void table(String title, Place place, String entries) {
    Map<String, Entry> table = TABLES.computeIfAbsent(title, t -> new HashMap<>());
    for (String line : entries.lines().toList()) {
      String name = line.substring(1, line.indexOf(' '));
      String text = line.substring(line.indexOf(' ') + 1);
      table.put(name, new Entry(text, line.charAt(0) == '+', line.charAt(0) == '!', place));
    }
  }

  static {
    table(
        "Ip",
        Place.NORMAL,
        """
        !DefaultTTL Default TTL is %s
        +InReceives %s total packets received
        -InHdrErrors %s with invalid headers
        -InAddrErrors %s with invalid addresses
        +ForwDatagrams %s forwarded
        -InUnknownProtos %s with unknown protocol
        +InDiscards %s incoming packets discarded
        +InDelivers %s incoming packets delivered
        +OutRequests %s requests sent out
        -OutDiscards %s outgoing packets dropped
        -OutNoRoutes %s dropped because of missing route
        -ReasmTimeout %s fragments dropped after timeout
        -ReasmReqds %s reassemblies required
        -ReasmOKs %s packets reassembled ok
        -ReasmFails %s packet reassemblies failed
        -FragOKs %s outgoing packets fragmented ok
        -FragFails %s outgoing packets failed fragmentation
        -FragCreates %s fragments created
        """);
    table(
        "Ip6",
        Place.NORMAL,
        """
        +Ip6InReceives %s total packets received
        -Ip6InHdrErrors %s with invalid headers
        -Ip6InTooBigErrors %s with packets too big
        -Ip6InNoRoutes %s incoming packets with no route
        -Ip6InAddrErrors %s with invalid addresses
        -Ip6InUnknownProtos %s with unknown protocol
        -Ip6InTruncatedPkts %s with truncated packets
        +Ip6InDiscards %s incoming packets discarded
        +Ip6InDelivers %s incoming packets delivered
        +Ip6OutForwDatagrams %s forwarded
        +Ip6OutRequests %s requests sent out
        -Ip6OutDiscards %s outgoing packets dropped
        -Ip6OutNoRoutes %s dropped because of missing route
        -Ip6ReasmTimeout %s fragments dropped after timeout
        -Ip6ReasmReqds %s reassemblies required
        -Ip6ReasmOKs %s packets reassembled ok
        -Ip6ReasmFails %s packet reassemblies failed
        -Ip6FragOKs %s outgoing packets fragmented ok
        -Ip6FragFails %s outgoing packets failed fragmentation
        -Ip6FragCreates %s fragments created
        -Ip6InMcastPkts %s incoming multicast packets
        -Ip6OutMcastPkts %s outgoing multicast packets
        """);
    table(
        "Icmp",
        Place.NORMAL,
        """
        +InMsgs %s ICMP messages received
        +InErrors %s input ICMP message failed
        +OutMsgs %s ICMP messages sent
        +OutErrors %s ICMP messages failed
        """);
    table(
        "Icmp",
        Place.INPUT,
        """
        -InDestUnreachs destination unreachable: %s
        -InTimeExcds timeout in transit: %s
        -InParmProbs wrong parameters: %s
        -InSrcQuenchs source quenches: %s
        -InRedirects redirects: %s
        -InEchos echo requests: %s
        -InEchoReps echo replies: %s
        -InTimestamps timestamp request: %s
        -InTimestampReps timestamp reply: %s
        -InAddrMasks address mask request: %s
        -InAddrMaskReps address mask replies: %s
        """);
    table(
        "Icmp",
        Place.OUTPUT,
        """
        -OutDestUnreachs destination unreachable: %s
        -OutTimeExcds time exceeded: %s
        -OutParmProbs wrong parameters: %s
        -OutSrcQuenchs source quench: %s
        -OutRedirects redirect: %s
        -OutEchos echo requests: %s
        -OutEchoReps echo replies: %s
        -OutTimestamps timestamp requests: %s
        -OutTimestampReps timestamp replies: %s
        -OutAddrMasks address mask requests: %s
        -OutAddrMaskReps address mask replies: %s
        """);
    table(
        "Icmp6",
        Place.NORMAL,
        """
        +Icmp6InMsgs %s ICMP messages received
        +Icmp6InErrors %s input ICMP message failed
        +Icmp6OutMsgs %s ICMP messages sent
        """);
    table(
        "Icmp6",
        Place.INPUT,
        """
        -Icmp6InDestUnreachs destination unreachable: %s
        -Icmp6InPktTooBigs packets too big: %s
        -Icmp6InTimeExcds received ICMPv6 time exceeded: %s
        -Icmp6InParmProblems parameter problem: %s
        -Icmp6InEchos echo requests: %s
        -Icmp6InEchoReplies echo replies: %s
        -Icmp6InGroupMembQueries group member queries: %s
        -Icmp6InGroupMembResponses group member responses: %s
        -Icmp6InGroupMembReductions group member reductions: %s
        -Icmp6InRouterSolicits router solicits: %s
        -Icmp6InRouterAdvertisements router advertisement: %s
        -Icmp6InNeighborSolicits neighbour solicits: %s
        -Icmp6InNeighborAdvertisements neighbour advertisement: %s
        -Icmp6InRedirects redirects: %s
        """);
    table(
        "Icmp6",
        Place.OUTPUT,
        """
        -Icmp6OutDestUnreachs destination unreachable: %s
        -Icmp6OutPktTooBigs packets too big: %s
        -Icmp6OutTimeExcds sent ICMPv6 time exceeded: %s
        -Icmp6OutParmProblems parameter problem: %s
        -Icmp6OutEchos echo requests: %s
        -Icmp6OutEchoReplies echo replies: %s
        -Icmp6OutGroupMembQueries group member queries: %s
        -Icmp6OutGroupMembResponses group member responses: %s
        -Icmp6OutGroupMembReductions group member reductions: %s
        -Icmp6OutRouterSolicits router solicits: %s
        -Icmp6OutRouterAdvertisements router advertisement: %s
        -Icmp6OutNeighborSolicits neighbor solicits: %s
        -Icmp6OutNeighborAdvertisements neighbor advertisements: %s
        -Icmp6OutRedirects redirects: %s
        """);
    table(
        "Tcp",
        Place.NORMAL,
        """
        !RtoAlgorithm RTO algorithm is %s
        !RtoMin %s
        !RtoMax %s
        !MaxConn %s
        +ActiveOpens %s active connection openings
        +PassiveOpens %s passive connection openings
        +AttemptFails %s failed connection attempts
        +EstabResets %s connection resets received
        +CurrEstab %s connections established
        +InSegs %s segments received
        +OutSegs %s segments sent out
        +RetransSegs %s segments retransmitted
        +InErrs %s bad segments received
        +OutRsts %s resets sent
        """);
    table(
        "Udp",
        Place.NORMAL,
        """
        +InDatagrams %s packets received
        +NoPorts %s packets to unknown port received
        +InErrors %s packet receive errors
        +OutDatagrams %s packets sent
        +RcvbufErrors %s receive buffer errors
        +SndbufErrors %s send buffer errors
        """);
    table(
        "Udp6",
        Place.NORMAL,
        """
        +Udp6InDatagrams %s packets received
        +Udp6NoPorts %s packets to unknown port received
        +Udp6InErrors %s packet receive errors
        +Udp6OutDatagrams %s packets sent
        """);
    table(
        "TcpExt",
        Place.NORMAL,
        """
        +TCPHPHits %s packet headers predicted
        -DelayedACKLocked %s delayed acks further delayed because of locked socket
        -DelayedACKLost Quick ack mode was activated %s times
        -DelayedACKs %s delayed acks sent
        -EmbryonicRsts %s resets received for embryonic SYN_RECV sockets
        -ListenDrops %s SYNs to LISTEN sockets dropped
        -ListenOverflows %s times the listen queue of a socket overflowed
        -LockDroppedIcmps %s ICMP packets dropped because socket was locked
        -OfoPruned %s packets dropped from out-of-order queue because of socket buffer overrun
        -OutOfWindowIcmps %s ICMP packets dropped because they were out-of-window
        -PAWSActive %s active connections rejected because of time stamp
        -PAWSEstab %s packets rejected in established connections because of timestamp
        -PruneCalled %s packets pruned from receive queue because of socket buffer overrun
        -RcvPruned %s packets pruned from receive queue
        -SyncookiesFailed %s invalid SYN cookies received
        -SyncookiesRecv %s SYN cookies received
        -SyncookiesSent %s SYN cookies sent
        -TCPAbortFailed %s times unable to send RST due to no memory
        -TCPAbortOnClose %s connections reset due to early user close
        -TCPAbortOnData %s connections reset due to unexpected data
        -TCPAbortOnLinger %s connections aborted after user close in linger timeout
        -TCPAbortOnMemory %s connections aborted due to memory pressure
        -TCPAbortOnTimeout %s connections aborted due to timeout
        -TCPDSACKOfoRecv %s DSACKs for out of order packets received
        -TCPDSACKOfoSent %s DSACKs sent for out of order packets
        -TCPDSACKOldSent %s DSACKs sent for old packets
        -TCPDSACKRecv %s DSACKs received
        -TCPDSACKUndo %s congestion windows recovered without slow start by DSACK
        -TCPFastRetrans %s fast retransmits
        -TCPFullUndo %s congestion windows fully recovered without slow start
        -TCPHPAcks %s predicted acknowledgments
        -TCPLossFailures %s timeouts in loss state
        -TCPLossUndo %s congestion windows recovered without slow start after partial ack
        -TCPMemoryPressures TCP ran low on memory %s times
        -TCPPartialUndo %s congestion windows partially recovered using Hoe heuristic
        -TCPPureAcks %s acknowledgments not containing data payload received
        -TCPRcvCollapsed %s packets collapsed in receive queue due to low socket buffer
        -TCPRenoFailures %s timeouts after reno fast retransmit
        -TCPRenoRecovery %s times recovered from packet loss due to fast retransmit
        -TCPRenoRecoveryFail %s classic Reno fast retransmits failed
        -TCPRenoReorder Detected reordering %s times using reno fast retransmit
        -TCPSACKReneging %s bad SACK blocks received
        -TCPSACKReorder Detected reordering %s times using SACK
        -TCPSackFailures %s timeouts after SACK recovery
        -TCPSackRecovery %s times recovered from packet loss by selective acknowledgements
        -TCPSackRecoveryFail %s SACK retransmits failed
        -TCPSlowStartRetrans %s retransmits in slow start
        -TCPTSReorder Detected reordering %s times using time stamp
        -TCPTimeouts %s other TCP timeouts
        -TW %s TCP sockets finished time wait in fast timer
        -TWKilled %s TCP sockets finished time wait in slow timer
        -TWRecycled %s time wait sockets recycled by time stamp
        """);
  }

  private final Process process;
  private final Netstat.Options options;
  private final StringBuilder text = new StringBuilder();
  private Place place = Place.NORMAL;

  StatisticsText(Process process, Netstat.Options options) {
    this.process = process;
    this.options = options;
  }

  /// Shows the counters that the options choose; returns the exit status.
  int show() throws FileException {
    if (options.has("x")) {
      process.complain("netstat: No statistics support for specified address family: unix");
      return 1;
    }
    if (options.families().has(AddressFamily.INET6)) {
      lines6(read("snmp6"));
      tables(read("snmp"), "Tcp");
    } else {
      tables(read("snmp"), null);
      tables(read("netstat"), null);
    }
    process.out().print(text);
    return 0;
  }

  private List<String> read(String file) throws FileException {
    byte[] bytes = process.files().read("/proc/net/" + file);
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  /// Pairs of lines, names and numbers, each behind a title.
  private void tables(List<String> lines, @Nullable String only) {
    place = Place.NORMAL;
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String[] names = lines.get(i).split(" ", -1);
      String[] values = lines.get(i + 1).split(" ", -1);
      String title = names[0].replace(":", "");
      if (isChosen(title) && (only == null || only.equals(title))) {
        text.append(title).append(":\n");
        for (int j = 1; j < names.length && j < values.length; j++) {
          value(title, names[j], values[j]);
        }
      }
    }
  }

  /// Lines of a name, which begins with the title, and a number.
  private void lines6(List<String> lines) {
    String last = "";
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 2);
      String title = words[0].substring(0, words[0].indexOf('6') + 1);
      if (isChosen(title.substring(0, title.length() - 1))) {
        if (!title.equals(last)) {
          text.append(title).append(":\n");
          last = title;
        }
        value(title, words[0], words[1]);
      }
    }
  }

  private boolean isChosen(String title) {
    boolean all = CHOICES.stream().noneMatch(options::has);
    return switch (title) {
      case "Ip", "Icmp" -> all || options.has("w");
      case "Tcp", "TcpExt" -> all || options.has("t");
      case "Udp" -> all || options.has("u");
      default -> true;
    };
  }

  private void value(String title, String name, String value) {
    Entry entry = TABLES.getOrDefault(title, Map.of()).get(name);
    boolean isZero = value.equals("0");
    if (entry == null) {
      if (!isZero) {
        text.append(place.indent).append(name).append(": ").append(value).append('\n');
      }
      return;
    }
    if (entry.hidden()) {
      return;
    }
    enter(entry.place());
    if (!isZero || entry.always()) {
      text.append(place.indent).append(entry.text().replace("%s", value)).append('\n');
    }
  }

  private void enter(Place next) {
    if (next != place && next != Place.NORMAL) {
      text.append(place.indent).append("ICMP ");
      text.append(next == Place.INPUT ? "input" : "output").append(" histogram:\n");
    }
    place = next;
  }
}
