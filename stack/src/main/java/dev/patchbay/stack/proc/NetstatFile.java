package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.stack.ip.IpCounter;
import dev.patchbay.stack.ip.IpCounters;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.neighbour.FilteredArp;
import java.util.List;

/// `/proc/net/netstat` (net/ipv4/proc.c): what is counted beyond the RFCs. There is no TCP: of its
/// line, two counters are IP's and ARP's, and the rest stay zero.
final class NetstatFile {
  private static final List<String> TCP =
      List.of(
          """
          SyncookiesSent SyncookiesRecv SyncookiesFailed EmbryonicRsts PruneCalled RcvPruned \
          OfoPruned OutOfWindowIcmps LockDroppedIcmps ArpFilter TW TWRecycled TWKilled PAWSActive \
          PAWSEstab DelayedACKs DelayedACKLocked DelayedACKLost ListenOverflows ListenDrops \
          TCPHPHits TCPPureAcks TCPHPAcks TCPRenoRecovery TCPSackRecovery TCPSACKReneging \
          TCPSACKReorder TCPRenoReorder TCPTSReorder TCPFullUndo TCPPartialUndo TCPDSACKUndo \
          TCPLossUndo TCPLostRetransmit TCPRenoFailures TCPSackFailures TCPLossFailures \
          TCPFastRetrans TCPSlowStartRetrans TCPTimeouts TCPLossProbes TCPLossProbeRecovery \
          TCPRenoRecoveryFail TCPSackRecoveryFail TCPRcvCollapsed TCPBacklogCoalesce \
          TCPDSACKOldSent TCPDSACKOfoSent TCPDSACKRecv TCPDSACKOfoRecv TCPAbortOnData \
          TCPAbortOnClose TCPAbortOnMemory TCPAbortOnTimeout TCPAbortOnLinger TCPAbortFailed \
          TCPMemoryPressures TCPMemoryPressuresChrono TCPSACKDiscard TCPDSACKIgnoredOld \
          TCPDSACKIgnoredNoUndo TCPSpuriousRTOs TCPMD5NotFound TCPMD5Unexpected TCPMD5Failure \
          TCPSackShifted TCPSackMerged TCPSackShiftFallback TCPBacklogDrop PFMemallocDrop \
          TCPMinTTLDrop TCPDeferAcceptDrop IPReversePathFilter TCPTimeWaitOverflow \
          TCPReqQFullDoCookies TCPReqQFullDrop TCPRetransFail TCPRcvCoalesce TCPOFOQueue TCPOFODrop \
          TCPOFOMerge TCPChallengeACK TCPSYNChallenge TCPFastOpenActive TCPFastOpenActiveFail \
          TCPFastOpenPassive TCPFastOpenPassiveFail TCPFastOpenListenOverflow \
          TCPFastOpenCookieReqd TCPFastOpenBlackhole TCPSpuriousRtxHostQueues BusyPollRxPackets \
          TCPAutoCorking TCPFromZeroWindowAdv TCPToZeroWindowAdv TCPWantZeroWindowAdv TCPSynRetrans \
          TCPOrigDataSent TCPHystartTrainDetect TCPHystartTrainCwnd TCPHystartDelayDetect \
          TCPHystartDelayCwnd TCPACKSkippedSynRecv TCPACKSkippedPAWS TCPACKSkippedSeq \
          TCPACKSkippedFinWait2 TCPACKSkippedTimeWait TCPACKSkippedChallenge TCPWinProbe \
          TCPKeepAlive TCPMTUPFail TCPMTUPSuccess TCPDelivered TCPDeliveredCE TCPAckCompressed \
          TCPZeroWindowDrop TCPRcvQDrop TCPWqueueTooBig TCPFastOpenPassiveAltKey TcpTimeoutRehash \
          TcpDuplicateDataRehash TCPDSACKRecvSegs TCPDSACKIgnoredDubious TCPMigrateReqSuccess \
          TCPMigrateReqFailure\
          """
              .split(" ", -1));

  private NetstatFile() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("netstat", NetstatFile::text);
  }

  static String text(Netns netns) {
    IpCounters counters = IpStack.of(netns).counters();
    Group tcp = new Group("TcpExt");
    for (String name : TCP) {
      tcp.add(name, extended(netns, name, counters));
    }
    Group ip = new Group("IpExt");
    for (IpCounter counter : IpCounter.values()) {
      if (counter.isExtended()) {
        ip.add(counter.label(), counters.value(counter));
      }
    }
    return tcp.text() + ip.text();
  }

  private static long extended(Netns netns, String name, IpCounters counters) {
    return switch (name) {
      case "IPReversePathFilter" -> counters.reversePathFilter();
      case "ArpFilter" -> FilteredArp.of(netns);
      default -> 0;
    };
  }
}
