package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The link requests of a namespace (`RTM_NEWLINK`, `RTM_SETLINK`, `RTM_DELLINK`;
/// net/core/rtnetlink.c, net/core/dev.c), refused in the kernel's order and with its words.
public final class Links {
  private final Netns netns;

  Links(Netns netns) {
    this.netns = netns;
  }

  // ---- requests

  /// Makes a link (`rtnl_newlink` with `NLM_F_CREATE | NLM_F_EXCL`).
  public NetDevice add(LinkRequest request) throws NetlinkException {
    LinkNames.check(request);
    if (request.kind != null) {
      request.kind.validate(request);
    }
    String name = request.name;
    if (request.index > 0
        ? netns.device(request.index) != null
        : name != null && netns.device(name) != null) {
      throw new NetlinkException(Errno.EEXIST);
    }
    DeviceKind kind = request.kind;
    if (kind == null) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "Unknown device type.");
    }
    if (request.addressGenerationMode != null) {
      throw new NetlinkException(Errno.EAFNOSUPPORT);
    }
    netns.machine().modules().loadIfKnown(kind.module());
    Netns where = request.netns == null ? netns : request.netns;
    NetDevice device = kind.create(where, request, where.links());
    try {
      where.links().configure(device, request);
      if (request.master != null) {
        changeMaster(device, request.master);
      }
    } catch (NetlinkException e) {
      unregister(List.of(device));
      throw e;
    }
    return device;
  }

  private static void checkQueues(LinkRequest request) throws NetlinkException {
    if (request.numTxQueues != null && (request.numTxQueues < 1 || request.numTxQueues > 4096)) {
      throw new NetlinkException(Errno.EINVAL, "Invalid number of transmit queues.");
    }
    if (request.numRxQueues != null && (request.numRxQueues < 1 || request.numRxQueues > 4096)) {
      throw new NetlinkException(Errno.EINVAL, "Invalid number of receive queues.");
    }
  }

  /// Changes a link (`rtnl_newlink` on one that exists, `do_setlink`), in the kernel's order: what
  /// comes before a refusal stays done.
  public void change(NetDevice device, LinkRequest request) throws NetlinkException {
    SetLink.apply(this, device, request);
  }

  /// Removes a link and those that cannot be without it (`rtnl_dellink`).
  public void delete(NetDevice device) throws NetlinkException {
    if (device.has(Features.UNREMOVABLE) || device.kind() == null) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (!device.has(Features.KEPT)) {
      unregister(List.of(device));
    }
  }

  /// Removes every link of the group (`rtnl_group_dellink`); none when one of them cannot be
  /// removed.
  public void deleteGroup(int group) throws NetlinkException {
    if (group == 0) {
      throw new NetlinkException(Errno.EPERM);
    }
    List<NetDevice> members = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      if (device.group() == group) {
        if (device.kind() == null) {
          throw new NetlinkException(Errno.EOPNOTSUPP);
        }
        members.add(device);
      }
    }
    if (members.isEmpty()) {
      throw new NetlinkException(Errno.ENODEV);
    }
    members.removeIf(device -> device.has(Features.KEPT));
    unregister(members);
  }

  // ---- what kinds use to make devices

  /// Gives a new device its name, index and settings, and makes it part of the namespace
  /// (`rtnl_create_link`, `register_netdevice`). The settings are those of the request that concern
  /// every device; the kind has seen to its own. Flags and master come later, see [#configure].
  public void register(NetDevice device, LinkRequest request, String prefix)
      throws NetlinkException {
    checkQueues(request);
    if (request.mtu != null) {
      checkMtu(device, request.mtu);
      device.setMtu(request.mtu);
    }
    // Where addresses are others, as tunnels have them, the kind gives the device its own.
    if (request.address != null && device.addressLength() == Mac.BYTES) {
      device.setAddress(addressOf(device, request.address));
    }
    applyCommon(device, request);
    device.name(LinkNames.choose(netns, request.name, prefix));
    if (device.nameOrigin() == NameOrigin.UNKNOWN) {
      device.nameOrigin(request.name == null ? NameOrigin.ENUM : NameOrigin.USER);
    }
    if (device.address().isZero() && device.hardwareType() == ArpHardware.ETHER) {
      device.setAddress(netns.randomMac(device.name()));
      device.addressOrigin(AddressOrigin.RANDOM);
    }
    device.index(netns.takeIndex(request.index));
    enter(device, NetdeviceEvent.REGISTER);
    device.added();
  }

  /// Sets the flags that a new device is to have, and tells monitors of it (`rtnl_configure_link`).
  /// [#add] does so for what a kind made; the kind does so for what else it made.
  public void configure(NetDevice device, LinkRequest request) throws NetlinkException {
    int before = device.flags();
    applyFlags(device, request.flags, request.flagsMask);
    announce(device);
    notifyOfFlags(device, before ^ device.flags());
  }

  private static void applyCommon(NetDevice device, LinkRequest request) {
    if (request.broadcast != null) {
      device.broadcast(request.broadcast);
    }
    if (request.txQueueLength != null) {
      device.txQueueLength(request.txQueueLength);
    }
    SetLink.applyGso(device, request);
    if (request.numTxQueues != null || request.numRxQueues != null) {
      device.setQueues(
          Objects.requireNonNullElse(request.numTxQueues, 1),
          Objects.requireNonNullElse(request.numRxQueues, 1));
    }
    if (request.group != null) {
      device.group(request.group);
    }
    if (request.operState != null) {
      SetLink.changeOperState(device, request.operState);
    }
    if (request.dormantMode != null) {
      device.dormantMode(request.dormantMode);
    }
  }

  private void enter(NetDevice device, NetdeviceEvent event) throws NetlinkException {
    device.netns(netns);
    netns.add(device);
    device.registered(true);
    if (!device.hasCarrier()) {
      LinkWatch.update(device);
    }
    try {
      netns.machine().notifiers().notify(event, device);
    } catch (NetlinkException e) {
      netns.remove(device);
      device.registered(false);
      throw e;
    }
  }

  // ---- removal

  /// Takes devices, and those that cannot be without them, out of their namespaces
  /// (`unregister_netdevice_many`).
  public static void unregister(List<NetDevice> devices) {
    List<NetDevice> all = new ArrayList<>(devices);
    Set<NetDevice> known = new HashSet<>(devices);
    for (int i = 0; i < all.size(); i++) {
      NetDevice device = all.get(i);
      List<NetDevice> more = new ArrayList<>();
      device.dismantle(more);
      for (NetDevice upper : device.uppers()) {
        if (upper.endsWith(device)) {
          more.add(upper);
        }
      }
      for (NetDevice one : more) {
        if (one.isRegistered() && known.add(one)) {
          all.add(one);
        }
      }
    }
    for (NetDevice device : all) {
      device.netns().links().close(device);
    }
    for (NetDevice device : all) {
      leave(device);
      unlink(device);
      announceGone(device);
      device.removed();
    }
  }

  private static void leave(NetDevice device) {
    Netns netns = device.netns();
    NetDevice master = device.master();
    if (master != null) {
      release(master, device);
    }
    netns.machine().notifiers().announce(NetdeviceEvent.UNREGISTER, device);
    netns.remove(device);
    device.registered(false);
    device.resetQdisc();
  }

  private static void unlink(NetDevice device) {
    for (NetDevice upper : List.copyOf(device.uppers())) {
      upper.unlinkAbove(device);
    }
    for (NetDevice lower : List.copyOf(device.lowers())) {
      device.unlinkAbove(lower);
    }
  }

  private static void release(NetDevice master, NetDevice port) {
    try {
      master.removePort(port);
    } catch (NetlinkException e) {
      throw new IllegalStateException(master + " does not give back " + port, e);
    }
  }

  /// Takes every device of the kind out of the machine (`rtnl_link_unregister`).
  public static void unregisterAll(Machine machine, String kind) {
    List<NetDevice> devices = new ArrayList<>();
    for (Netns netns : machine.namespaces()) {
      for (NetDevice device : netns.devices()) {
        if (device.kind() != null && device.kind().name().equals(kind)) {
          devices.add(device);
        }
      }
    }
    unregister(devices);
  }

  // ---- changes

  /// Moves the device to another namespace (`dev_change_net_namespace`). It keeps its name if that
  /// is free there, else it gets `name`; it keeps its index likewise, unless `index` says another.
  public void move(NetDevice device, Netns target, @Nullable String name, int index)
      throws NetlinkException {
    if (device.has(Features.NETNS_LOCAL)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    Netns from = device.netns();
    if (target == from) {
      return;
    }
    String newName = device.name();
    if (target.device(newName) != null) {
      if (name == null) {
        throw new NetlinkException(Errno.EEXIST);
      }
      newName = LinkNames.choose(target, name, name);
    }
    for (String alternative : device.altNames()) {
      if (target.device(alternative) != null) {
        throw new NetlinkException(Errno.EEXIST);
      }
    }
    if (index != 0 && target.device(index) != null) {
      throw new NetlinkException(Errno.EBUSY);
    }
    close(device);
    leave(device);
    int newNsid = from.nsid(target);
    int newIndex = target.indexForMoved(index != 0 ? index : device.index());
    if (from.hasMonitors()) {
      LinkSnapshot last = LinkSnapshot.of(device);
      from.announce(new LinkAnnouncement(last, true, "", new NewPlace(newNsid, newIndex)));
    }
    device.name(newName);
    device.index(newIndex);
    target.links().enter(device, NetdeviceEvent.REGISTER);
    device.moved(from);
    target.links().announce(device);
  }

  /// Sets the address (`dev_set_mac_address_user`).
  public void changeAddress(NetDevice device, Mac address) throws NetlinkException {
    netns.machine().notifiers().notify(NetdeviceEvent.PRE_CHANGEADDR, device);
    device.changeAddress(address);
    device.addressOrigin(AddressOrigin.SET);
    tell(NetdeviceEvent.CHANGEADDR, device);
  }

  static Mac addressOf(NetDevice device, byte[] bytes) throws NetlinkException {
    if (bytes.length < device.addressLength()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (device.addressLength() != Mac.BYTES) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    return Mac.of(bytes, 0);
  }

  /// Sets the MTU (`dev_set_mtu_ext`).
  public void changeMtu(NetDevice device, int bytes) throws NetlinkException {
    if (bytes == device.mtu()) {
      return;
    }
    checkMtu(device, bytes);
    netns.machine().notifiers().notify(NetdeviceEvent.PRECHANGEMTU, device);
    device.changeMtu(bytes);
    device.setMtu(bytes);
    tell(NetdeviceEvent.CHANGEMTU, device);
  }

  private static void checkMtu(NetDevice device, int bytes) throws NetlinkException {
    if (bytes < device.minMtu()) {
      throw new NetlinkException(Errno.EINVAL, "mtu less than device minimum.");
    }
    if (device.maxMtu() > 0 && bytes > device.maxMtu()) {
      throw new NetlinkException(Errno.EINVAL, "mtu greater than device maximum.");
    }
  }

  /// Gives the device another name (`dev_change_name`); `%d` is a free number.
  public void rename(NetDevice device, String name) throws NetlinkException {
    if (name.equals(device.name())) {
      return;
    }
    if (device.isUp()) {
      throw new NetlinkException(Errno.EBUSY);
    }
    String chosen = LinkNames.choose(netns, name, name);
    netns.rename(device, chosen);
    device.nameOrigin(NameOrigin.RENAMED);
    tell(NetdeviceEvent.CHANGENAME, device);
  }

  /// Gives the device a master, or none (`do_set_master`).
  public void changeMaster(NetDevice device, @Nullable NetDevice master) throws NetlinkException {
    NetDevice before = device.master();
    if (before == master && before != null) {
      return;
    }
    if (master != null && master.netns() != device.netns()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (before != null) {
      before.removePort(device);
    }
    if (master != null) {
      master.addPort(device);
    }
  }

  /// Sets the flags under `mask` (`dev_change_flags`).
  public void changeFlags(NetDevice device, int flags, int mask) throws NetlinkException {
    int before = device.flags();
    int shown = device.shownFlags();
    applyFlags(device, flags, mask);
    int asked = (shown ^ device.shownFlags()) & (DeviceFlags.PROMISC | DeviceFlags.ALLMULTI);
    int changed = (before ^ device.flags()) | asked;
    if (changed != 0) {
      announce(device);
      notifyOfFlags(device, changed);
    }
  }

  /// `__dev_change_flags`: nobody is told yet.
  private void applyFlags(NetDevice device, int flags, int mask) throws NetlinkException {
    int changeable = DeviceFlags.CHANGEABLE & mask;
    device.setFlags((device.flags() & ~changeable) | (flags & changeable));
    boolean up = (flags & DeviceFlags.UP) != 0;
    if ((mask & DeviceFlags.UP) != 0 && up != device.isUp()) {
      if (up) {
        goUp(device);
      } else {
        goDown(device);
      }
    }
    changeCounted(device, flags, mask);
  }

  /// What notifiers hear of flags that have changed (`__dev_notify_flags`).
  private void notifyOfFlags(NetDevice device, int changed) {
    if ((changed & DeviceFlags.UP) != 0) {
      NetdeviceEvent event = device.isUp() ? NetdeviceEvent.UP : NetdeviceEvent.DOWN;
      netns.machine().notifiers().announce(event, device);
    }
    if (device.isUp() && (changed & DeviceFlags.CHANGEABLE) != 0) {
      netns.machine().notifiers().announce(NetdeviceEvent.CHANGE, device);
    }
  }

  private static void changeCounted(NetDevice device, int flags, int mask) {
    if ((mask & DeviceFlags.PROMISC) != 0) {
      device.receiveMode().promiscByUser((flags & DeviceFlags.PROMISC) != 0);
    }
    if ((mask & DeviceFlags.ALLMULTI) != 0) {
      device.receiveMode().allMultiByUser((flags & DeviceFlags.ALLMULTI) != 0);
    }
  }

  /// The device goes up (`dev_open`).
  public void open(NetDevice device) throws NetlinkException {
    if (!device.isUp()) {
      goUp(device);
      announce(device);
      netns.machine().notifiers().announce(NetdeviceEvent.UP, device);
    }
  }

  /// `__dev_open`: those who listen are told later.
  private void goUp(NetDevice device) throws NetlinkException {
    netns.machine().notifiers().notify(NetdeviceEvent.PRE_UP, device);
    device.setFlags(device.flags() | DeviceFlags.UP);
    try {
      device.open();
    } catch (NetlinkException e) {
      device.setFlags(device.flags() & ~DeviceFlags.UP);
      throw e;
    }
    device.receiveMode().update();
    device.attachQdisc();
    device.active(device.hasCarrier());
  }

  /// The device goes down (`dev_close`).
  public void close(NetDevice device) {
    if (device.isUp()) {
      goDown(device);
      announce(device);
      netns.machine().notifiers().announce(NetdeviceEvent.DOWN, device);
    }
  }

  /// `__dev_close`: only what must not work any longer is told.
  private void goDown(NetDevice device) {
    netns.machine().notifiers().announce(NetdeviceEvent.GOING_DOWN, device);
    device.active(false);
    device.setFlags(device.flags() & ~DeviceFlags.UP);
    device.stop();
  }

  /// The operational state has changed: notifiers and monitors hear of it (`netdev_state_change`).
  void stateChanged(NetDevice device) {
    netns.machine().notifiers().announce(NetdeviceEvent.CHANGE, device);
    announce(device);
  }

  // ---- announcements

  /// Tells monitors how the link is now, and notifiers of the event (`rtnetlink_event`).
  public void tell(NetdeviceEvent event, NetDevice device) {
    announce(device);
    netns.machine().notifiers().announce(event, device);
  }

  /// Tells monitors how the link is now.
  public void announce(NetDevice device) {
    announce(device, "");
  }

  /// As [#announce(NetDevice)], with what happened to it (`IFLA_EVENT`).
  public void announce(NetDevice device, String event) {
    Netns other = device.linkNetns();
    if (other != netns) {
      // The message names the other end's namespace by its number.
      netns.nsid(other);
    }
    if (netns.hasMonitors()) {
      netns.announce(new LinkAnnouncement(LinkSnapshot.of(device), false, event, null));
    }
  }

  private static void announceGone(NetDevice device) {
    Netns netns = device.netns();
    if (netns.hasMonitors()) {
      netns.announce(new LinkAnnouncement(LinkSnapshot.of(device), true, "", null));
    }
  }

  /// A link is new, has changed, or is gone.
  ///
  /// @param event what happened to it (`FEATURE CHANGE`), or empty
  /// @param newPlace where it has gone, when it is in another namespace now
  public record LinkAnnouncement(
      LinkSnapshot link, boolean gone, String event, @Nullable NewPlace newPlace)
      implements Announcement {
    @Override
    public String group() {
      return "link";
    }
  }

  /// Where a link has gone: the number of the namespace, seen from the one it left, and its index
  /// there.
  public record NewPlace(int nsid, int index) {}
}
