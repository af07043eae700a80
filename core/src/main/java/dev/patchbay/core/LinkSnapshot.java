package dev.patchbay.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a link is at one moment (`RTM_NEWLINK` as the kernel sends it): immutable. Statistics are
/// read from the device itself.
public record LinkSnapshot(
    int index,
    String name,
    int flags,
    int mtu,
    int minMtu,
    int maxMtu,
    String qdisc,
    @Nullable String master,
    int masterIndex,
    OperState state,
    boolean dormantMode,
    int group,
    int txQueueLength,
    int numTxQueues,
    int numRxQueues,
    GsoLimits gso,
    int promiscuity,
    int allMulticast,
    int hardwareType,
    String address,
    String broadcast,
    String permanentAddress,
    int linkIndex,
    @Nullable String linkName,
    int linkNetnsid,
    boolean protoDown,
    @Nullable String alias,
    List<String> altNames,
    @Nullable DeviceKind kind,
    DeviceKind.@Nullable Snapshot kindSnapshot,
    @Nullable PortKind portKind,
    PortKind.@Nullable Snapshot portSnapshot) {

  /// The index of what an end of a pair hangs on while the other end is not there.
  public static final int UNPAIRED = -1;

  /// No other namespace is involved.
  public static final int SAME_NETNS = -1;

  /// How `device` is now. Gives the namespace at the other end a number, if it is seen for the
  /// first time.
  public static LinkSnapshot of(NetDevice device) {
    NetDevice master = device.master();
    DeviceKind kind = device.kind();
    PortKind.Port port = device.port();
    boolean elsewhere = device.linkNetns() != device.netns();
    return new LinkSnapshot(
        device.index(),
        device.name(),
        device.shownFlags(),
        device.mtu(),
        device.minMtu(),
        device.maxMtu(),
        device.qdisc(),
        master == null ? null : master.name(),
        master == null ? 0 : master.index(),
        device.isUp() ? device.operState() : OperState.DOWN,
        device.isDormantMode(),
        device.group(),
        device.txQueueLength(),
        device.numTxQueues(),
        device.numRxQueues(),
        device.gso(),
        device.receiveMode().promiscuity(),
        device.receiveMode().allMulticast(),
        device.hardwareType(),
        device.addressText(),
        device.broadcastText(),
        device.permanentText(),
        shownLinkIndex(device, elsewhere),
        linkName(device, elsewhere),
        elsewhere ? device.netns().nsid(device.linkNetns()) : SAME_NETNS,
        device.isProtoDown(),
        device.alias(),
        device.altNames(),
        kind,
        kind == null ? null : kind.snapshot(device),
        port == null ? null : port.kind(),
        port == null ? null : port.kind().snapshot(device));
  }

  /// `nla_put_iflink`
  private static int shownLinkIndex(NetDevice device, boolean elsewhere) {
    int index = device.linkIndex();
    if (index == 0) {
      return UNPAIRED;
    }
    return elsewhere || index != device.index() ? index : 0;
  }

  private static @Nullable String linkName(NetDevice device, boolean elsewhere) {
    int index = shownLinkIndex(device, elsewhere);
    return elsewhere || index <= 0 ? null : device.netns().nameOf(index);
  }
}
