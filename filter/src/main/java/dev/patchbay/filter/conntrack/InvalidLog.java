package dev.patchbay.filter.conntrack;

import dev.patchbay.core.KernelLog;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.log.LogLine;
import dev.patchbay.filter.log.LogSettings;
import dev.patchbay.filter.log.Loggers;
import org.jspecify.annotations.Nullable;

/// Says in the kernel's log why a packet is no valid part of a connection, when
/// `nf_conntrack_log_invalid` asks for its protocol (`nf_l4proto_log_invalid`).
final class InvalidLog {
  /// The value of the setting that asks for every protocol (`IPPROTO_RAW`).
  private static final int ALL = 255;

  private final Conntrack conntrack;
  private @Nullable NetDevice in;
  private @Nullable NetDevice out;

  InvalidLog(Conntrack conntrack) {
    this.conntrack = conntrack;
  }

  /// The packet that is looked at now came from and goes to those devices, as far as is known. Most
  /// namespaces log nothing, and keep nothing of it.
  void between(@Nullable NetDevice from, @Nullable NetDevice to) {
    if (conntrack.setting(ConntrackSetting.LOG_INVALID) != 0) {
      in = from;
      out = to;
    }
  }

  /// Whether anybody wants to know of packets of the protocol.
  boolean wants(int protocol) {
    int wanted = conntrack.setting(ConntrackSetting.LOG_INVALID);
    return wanted != 0 && (wanted == protocol || wanted == ALL);
  }

  /// Writes the reason, if it is wanted.
  void say(Parsed packet, int protocol, String reason) {
    Netns netns = conntrack.netns();
    if (wants(protocol) && LogSettings.mayPrint(netns) && Loggers.log(netns, packet.family)) {
      String prefix = "nf_ct_proto_" + protocol + ": " + reason + " ";
      String line = LogLine.of(packet.packet(), packet.family, in, out, prefix, LogLine.EVERYTHING);
      netns.machine().log().print(KernelLog.Level.NOTICE, line);
    }
  }
}
