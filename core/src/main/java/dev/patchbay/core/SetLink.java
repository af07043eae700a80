package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a request changes of a link that exists (`do_setlink`), in the kernel's order.
final class SetLink {
  private SetLink() {}

  /// Does what `request` asks for; what comes before a refusal stays done.
  static void apply(Links links, NetDevice device, LinkRequest request) throws NetlinkException {
    LinkNames.check(request);
    changeKind(device, request);
    changePort(device, request);
    Netns target = request.netns;
    if (target != null) {
      links.move(device, target, request.name, request.index);
    }
    if (request.address != null) {
      links.changeAddress(device, Links.addressOf(device, request.address));
    }
    if (request.mtu != null) {
      links.changeMtu(device, request.mtu);
    }
    if (request.group != null) {
      device.group(request.group);
    }
    if (request.name != null) {
      device.netns().links().rename(device, request.name);
    }
    if (request.alias != null) {
      device.alias(request.alias.isEmpty() ? null : request.alias);
    }
    if (request.broadcast != null) {
      device.broadcast(request.broadcast);
      device.netns().links().tell(NetdeviceEvent.CHANGEADDR, device);
    }
    if (request.master != null || request.noMaster) {
      links.changeMaster(device, request.master);
    }
    if (request.flagsMask != 0) {
      links.changeFlags(device, request.flags, request.flagsMask);
    }
    boolean dormant = device.isDormantMode();
    changeRest(device, request);
    if (device.isUp() && (isQuiet(request) || device.isDormantMode() != dormant)) {
      device.netns().links().stateChanged(device);
    }
  }

  /// Whether it asks for something of which nobody hears by itself (`DO_SETLINK_NOTIFY`).
  private static boolean isQuiet(LinkRequest request) {
    return request.options != null
        || request.portOptions != null
        || request.group != null
        || request.alias != null
        || request.protoDown != null
        || request.addressGenerationMode != null
        || !request.addAltNames.isEmpty()
        || !request.removeAltNames.isEmpty();
  }

  private static void changeKind(NetDevice device, LinkRequest request) throws NetlinkException {
    DeviceKind kind = request.kind;
    if (kind == null) {
      return;
    }
    kind.validate(request);
    if (request.options == null) {
      return;
    }
    if (kind != device.kind()) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    kind.change(device, request);
  }

  private static void changePort(NetDevice device, LinkRequest request) throws NetlinkException {
    PortKind kind = request.portKind;
    if (kind == null || request.portOptions == null) {
      return;
    }
    PortKind.Port port = device.port();
    if (port == null) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (port.kind() != kind) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    kind.change(device, request.portOptions);
  }

  private static void changeRest(NetDevice device, LinkRequest request) throws NetlinkException {
    if (request.carrier != null) {
      if (!device.has(Features.CHANGE_CARRIER)) {
        throw new NetlinkException(Errno.EOPNOTSUPP);
      }
      device.changeCarrier(request.carrier);
    }
    if (request.txQueueLength != null && request.txQueueLength != device.txQueueLength()) {
      device.txQueueLength(request.txQueueLength);
      device.netns().links().announce(device);
    }
    changeGso(device, request);
    if (request.operState != null) {
      changeOperState(device, request.operState);
    }
    if (request.dormantMode != null) {
      device.dormantMode(request.dormantMode);
    }
    if (request.protoDown != null) {
      changeProtoDown(device, request.protoDown);
    }
    DevicePart inet = device.inet();
    if (inet != null) {
      inet.changeLink(request);
    }
    DevicePart inet6 = device.inet6();
    if (inet6 != null) {
      inet6.changeLink(request);
    }
    changeAltNames(device, request);
  }

  private static void changeGso(NetDevice device, LinkRequest request) throws NetlinkException {
    GsoLimits limits = device.gso();
    if (isMore(request.gsoMaxSize, limits.tsoMaxSize())
        || isMore(request.gsoMaxSegments, limits.tsoMaxSegments())) {
      throw new NetlinkException(Errno.EINVAL);
    }
    applyGso(device, request);
  }

  private static boolean isMore(@Nullable Integer asked, int most) {
    return asked != null && Integer.compareUnsigned(asked, most) > 0;
  }

  static void applyGso(NetDevice device, LinkRequest request) {
    if (request.gsoMaxSize != null
        || request.gsoMaxSegments != null
        || request.groMaxSize != null) {
      GsoLimits limits = device.gso();
      device.setGso(
          new GsoLimits(
              Objects.requireNonNullElse(request.gsoMaxSize, limits.gsoMaxSize()),
              Objects.requireNonNullElse(request.gsoMaxSegments, limits.gsoMaxSegments()),
              limits.tsoMaxSize(),
              limits.tsoMaxSegments(),
              Objects.requireNonNullElse(request.groMaxSize, limits.groMaxSize())));
    }
  }

  /// `set_operstate`: only between up and dormant, and testing.
  static void changeOperState(NetDevice device, OperState state) {
    OperState now = device.operState();
    boolean allowed =
        switch (state) {
          case UP ->
              now == OperState.DORMANT || now == OperState.TESTING || now == OperState.UNKNOWN;
          case DORMANT, TESTING -> now == OperState.UP || now == OperState.UNKNOWN;
          default -> false;
        };
    if (allowed) {
      device.operState(state);
    }
  }

  private static void changeProtoDown(NetDevice device, boolean on) throws NetlinkException {
    if (!device.has(Features.PROTO_DOWN)) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "Protodown not supported by device");
    }
    device.protoDown(on);
    device.carrier(!on);
  }

  private static void changeAltNames(NetDevice device, LinkRequest request)
      throws NetlinkException {
    if (request.addAltNames.isEmpty() && request.removeAltNames.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>(device.altNames());
    for (String name : request.removeAltNames) {
      if (!names.remove(name)) {
        throw new NetlinkException(
            device.netns().device(name) == null ? Errno.ENOENT : Errno.EINVAL);
      }
    }
    device.altNames(names);
    for (String name : request.addAltNames) {
      if (device.netns().device(name) != null) {
        throw new NetlinkException(Errno.EEXIST);
      }
      names.add(name);
      device.altNames(names);
    }
    device.netns().namesChanged();
  }
}
