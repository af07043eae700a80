package dev.patchbay.device.bridge.stp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.KernelLog;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.ProtocolHandler;
import dev.patchbay.packet.Bpdu;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.LogicalLink;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// How messages of the spanning tree arrive: through logical link control (`llc_rcv`,
/// `stp_pdu_rcv`, `br_stp_rcv`).
public final class BpduInput implements ProtocolHandler {
  /// Takes an 802.2 frame; its head is the header of logical link control.
  @Override
  public void receive(Packet packet, NetDevice device) {
    DropReason refusal = refusal(packet, device);
    if (refusal == null) {
      device.netns().world().consume(packet);
    } else {
      device.netns().world().drop(packet, refusal);
    }
  }

  /// Why the frame goes no further, or null when it was heeded.
  private static @Nullable DropReason refusal(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if (packet.type() == Packet.Type.OTHERHOST) {
      return DropReason.OTHERHOST;
    }
    // What is behind the length that the frame tells is padding.
    int end = at + Ethernet.type(bytes, packet.link());
    if (end > packet.tail() || !LogicalLink.fits(bytes, at, end)) {
      return DropReason.LLC_MALFORMED;
    }
    if (LogicalLink.destination(bytes, at) != LogicalLink.SPANNING_TREE
        || LogicalLink.source(bytes, at) != LogicalLink.SPANNING_TREE
        || LogicalLink.control(bytes, at) != LogicalLink.UNNUMBERED_INFORMATION) {
      return DropReason.LLC_NO_SERVICE;
    }
    if (!Bpdu.fits(bytes, at + LogicalLink.HEADER, end)) {
      return DropReason.BPDU_MALFORMED;
    }
    return device.port() instanceof TreePort port
        ? refusal(port, packet, at + LogicalLink.HEADER, end)
        : DropReason.BPDU_IGNORED;
  }

  private static @Nullable DropReason refusal(TreePort port, Packet packet, int at, int end) {
    SpanningTree tree = port.tree();
    byte[] bytes = packet.bytes();
    if (!tree.isSpoken()
        || !tree.bridge().isUp()
        || port.state() == PortState.DISABLED
        || Ethernet.destination(bytes, packet.link()) != tree.groupAddress()) {
      return DropReason.BPDU_IGNORED;
    }
    if (port.isGuarded()) {
      tree.log(
          KernelLog.Level.NOTICE,
          "BPDU received on blocked port " + port.number() + "(" + port.device().name() + ")");
      port.disable();
      return DropReason.BPDU_GUARD;
    }
    return switch (Bpdu.type(bytes, at)) {
      case Bpdu.CONFIG -> receiveConfig(port, packet, at, end);
      case Bpdu.TOPOLOGY_CHANGE_NOTIFICATION -> {
        port.receiveTcn();
        yield null;
      }
      default -> DropReason.BPDU_MALFORMED;
    };
  }

  private static @Nullable DropReason receiveConfig(TreePort port, Packet packet, int at, int end) {
    byte[] bytes = packet.bytes();
    if (!Bpdu.configFits(bytes, at, end)) {
      return DropReason.BPDU_MALFORMED;
    }
    if (Bpdu.messageAge(bytes, at) > Bpdu.maxAge(bytes, at)) {
      tellTooOld(port, packet, at);
      return DropReason.BPDU_TOO_OLD;
    }
    port.receiveConfig(bytes, at);
    return null;
  }

  private static void tellTooOld(TreePort port, Packet packet, int at) {
    byte[] bytes = packet.bytes();
    if (port.device().netns().machine().log().mayPrint()) {
      port.tree()
          .log(
              KernelLog.Level.NOTICE,
              "port %d config from %s (message_age %dl > max_age %dl)"
                  .formatted(
                      port.number(),
                      Mac.format(Ethernet.source(bytes, packet.link())),
                      centiseconds(Bpdu.messageAge(bytes, at)),
                      centiseconds(Bpdu.maxAge(bytes, at))));
    }
  }

  private static long centiseconds(int ticks) {
    return TreeTime.nanos(ticks) / (TreeTime.SECOND / 100);
  }
}
