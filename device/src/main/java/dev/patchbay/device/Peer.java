package dev.patchbay.device;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.List;
import java.util.Objects;

/// The other end of a pair of devices, as the words after `peer` describe it (`VETH_INFO_PEER`).
public record Peer(LinkRequest request) implements DeviceKind.Options {
  /// Reads `peer`, then words as for any device. Where they name no namespace, the peer stays in
  /// that of the command.
  ///
  /// @throws CommandException with the usage when another word stands there
  public static Peer parse(Args args, LinkParser links, String usage) {
    if (!args.accept("peer")) {
      throw new CommandException(1, usage.stripTrailing());
    }
    LinkRequest peer = new LinkRequest();
    links.parse(args, peer);
    peer.netns = Objects.requireNonNullElse(peer.netns, links.netns());
    return new Peer(peer);
  }

  /// Registers both ends, the peer first, so it has the lower index (`veth_newlink`,
  /// `vxcan_newlink`). Neither has a carrier yet.
  ///
  /// @param peer the other end, which `asked` describes
  /// @param links those of the device's namespace
  public static void register(
      NetDevice peer, LinkRequest asked, NetDevice device, LinkRequest request, Links links)
      throws NetlinkException {
    Links peers = peer.netns().links();
    String kind = Objects.requireNonNull(device.kind()).name();
    peers.register(peer, asked, kind);
    try {
      peer.carrier(false);
      peers.configure(peer, asked);
      links.register(device, request, kind);
    } catch (NetlinkException e) {
      Links.unregister(List.of(peer));
      throw e;
    }
    device.carrier(false);
  }
}
