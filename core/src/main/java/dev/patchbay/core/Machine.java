package dev.patchbay.core;

import dev.patchbay.core.file.DeviceFiles;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Timer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one Linux kernel would be: an initial namespace and named ones, modules, processes, a
/// backlog, files.
public final class Machine {
  /// How long after the last holder let go a namespace is taken apart, in nanoseconds.
  private static final long CLEANUP_DELAY = 20_000_000;

  private static final int NAME_LENGTH = 64;

  /// What `uname -r` prints: the kernel whose answers the lab gives.
  public static final String KERNEL_RELEASE = "6.1.176";

  private final World world;
  private final String name;
  private final int number;
  private final Backlog backlog;
  private final LinkWatch linkWatch;
  private final Notifiers notifiers = new Notifiers();
  private final KernelLog log;
  private final SysctlTree sysctls = new SysctlTree();
  private final Modules modules;
  private final Processes processes;
  private final Catalogue<DeviceKind> deviceKinds =
      new Catalogue<>(
          ServiceLoader.load(DeviceKind.class.getModule().getLayer(), DeviceKind.class));
  private final Catalogue<PortKind> portKinds =
      new Catalogue<>(ServiceLoader.load(PortKind.class.getModule().getLayer(), PortKind.class));
  private final List<Netns> namespaces = new ArrayList<>();
  private final List<BiConsumer<Netns, Netns>> births = new ArrayList<>(2);
  private final List<NameWatch> nameWatches = new ArrayList<>(0);
  private final Map<String, Netns> named = new LinkedHashMap<>();
  private final Map<MachinePart.Key<?>, MachinePart> parts = new LinkedHashMap<>();
  private final ProcFiles procFiles = new ProcFiles(this);
  private final DeviceFiles deviceFiles;
  private final long bootTime;
  private int[] protocolTypes = {};
  private ProtocolHandler[] protocolHandlers = {};

  /// What took the last packet, and its type.
  private @Nullable ProtocolHandler recentHandler;

  private int recentType;

  private final Netns initialNetns;
  private Function<NetDevice, TrafficPart> trafficMaker = device -> TrafficPart.NOQUEUE;
  private int transmitDepth;
  private String hostname;
  private String domainName = "(none)";

  /// A machine that has just booted: the built-in modules, and `lo`, which is down.
  public Machine(World world, String name) {
    this.world = world;
    this.name = name;
    this.hostname = name;
    this.bootTime = world.loop().now();
    this.number = world.add(this);
    this.deviceFiles = new DeviceFiles(world.random(name + "/dev"));
    this.backlog = new Backlog(world, number);
    this.linkWatch = new LinkWatch(this);
    this.log = new KernelLog(world.loop());
    this.modules = new Modules(this);
    this.processes = new Processes(this);
    CoreSysctls.addTo(this);
    modules.boot();
    this.initialNetns = newNetns().hold();
  }

  public World world() {
    return world;
  }

  public String name() {
    return name;
  }

  /// Its number in the lab, from 1 on.
  public int number() {
    return number;
  }

  /// What `hostname` prints.
  public String hostname() {
    return hostname;
  }

  /// Sets it; at most 64 characters are kept (`__NEW_UTS_LEN`).
  public void hostname(String value) {
    hostname = value.substring(0, Math.min(value.length(), NAME_LENGTH));
  }

  /// What `domainname` prints: the domain of NIS, `(none)` until somebody sets it.
  public String domainName() {
    return domainName;
  }

  /// Sets it; at most 64 characters are kept.
  public void domainName(String value) {
    domainName = value.substring(0, Math.min(value.length(), NAME_LENGTH));
  }

  /// Where packets cross from device to device.
  public Backlog backlog() {
    return backlog;
  }

  public LinkWatch linkWatch() {
    return linkWatch;
  }

  /// What its kernel has to say.
  public KernelLog log() {
    return log;
  }

  /// Who hears what happens to devices.
  public Notifiers notifiers() {
    return notifiers;
  }

  /// What `/proc/sys` shows.
  public SysctlTree sysctls() {
    return sysctls;
  }

  public Modules modules() {
    return modules;
  }

  public Processes processes() {
    return processes;
  }

  /// The kinds of device it knows.
  public Catalogue<DeviceKind> deviceKinds() {
    return deviceKinds;
  }

  /// The kinds of port it knows.
  public Catalogue<PortKind> portKinds() {
    return portKinds;
  }

  /// What a module keeps for the machine under `key`, made when it is asked for the first time.
  @SuppressWarnings("unchecked")
  public <P extends MachinePart> P part(MachinePart.Key<P> key) {
    MachinePart part = parts.get(key);
    if (part == null) {
      part = key.make(this);
      parts.put(key, part);
    }
    return (P) part;
  }

  /// What `/proc` shows.
  public ProcFiles procFiles() {
    return procFiles;
  }

  /// What `/dev` shows.
  public DeviceFiles deviceFiles() {
    return deviceFiles;
  }

  /// When it booted, in nanoseconds of the lab's clock.
  public long bootTime() {
    return bootTime;
  }

  // ---- traffic control

  /// Says what traffic control keeps for a device that comes up (`register_qdisc`).
  public void trafficControl(Function<NetDevice, TrafficPart> maker) {
    trafficMaker = maker;
  }

  TrafficPart newTraffic(NetDevice device) {
    return trafficMaker.apply(device);
  }

  // ---- protocols

  /// Registers what takes packets of an EtherType (`dev_add_pack`).
  public void addProtocol(int etherType, ProtocolHandler handler) {
    protocolTypes = Arrays.copyOf(protocolTypes, protocolTypes.length + 1);
    protocolHandlers = Arrays.copyOf(protocolHandlers, protocolHandlers.length + 1);
    protocolTypes[protocolTypes.length - 1] = etherType;
    protocolHandlers[protocolHandlers.length - 1] = handler;
  }

  /// Undoes [#addProtocol] (`dev_remove_pack`).
  public void removeProtocol(int etherType) {
    for (int i = 0; i < protocolTypes.length; i++) {
      if (protocolTypes[i] == etherType) {
        int last = protocolTypes.length - 1;
        protocolTypes[i] = protocolTypes[last];
        protocolHandlers[i] = protocolHandlers[last];
        protocolTypes = Arrays.copyOf(protocolTypes, last);
        protocolHandlers = Arrays.copyOf(protocolHandlers, last);
        recentType = 0;
        recentHandler = null;
        return;
      }
    }
  }

  @Nullable ProtocolHandler protocol(int etherType) {
    return etherType == recentType ? recentHandler : findProtocol(etherType);
  }

  private @Nullable ProtocolHandler findProtocol(int etherType) {
    for (int i = 0; i < protocolTypes.length; i++) {
      if (protocolTypes[i] == etherType) {
        recentType = etherType;
        recentHandler = protocolHandlers[i];
        return recentHandler;
      }
    }
    return null;
  }

  /// Goes one device down, unless that is deeper than `limit`.
  boolean enterTransmit(int limit) {
    if (transmitDepth == limit) {
      return false;
    }
    transmitDepth++;
    return true;
  }

  void leaveTransmit() {
    transmitDepth--;
  }

  // ---- namespaces

  /// The namespace it booted with.
  public Netns initialNetns() {
    return initialNetns;
  }

  /// Its namespaces, oldest first.
  public List<Netns> namespaces() {
    return List.copyOf(namespaces);
  }

  /// A new namespace that nobody holds yet (`unshare --net`).
  public Netns newNetns() {
    Netns netns = new Netns(this);
    namespaces.add(netns);
    PacketTap everywhere = world.tap();
    if (everywhere != null) {
      netns.addTap(everywhere);
    }
    modules.enter(netns);
    return netns;
  }

  /// A new namespace that a program makes from within another.
  public Netns newNetns(Netns from) {
    Netns netns = newNetns();
    births.forEach(told -> told.accept(from, netns));
    return netns;
  }

  /// Calls when a program makes a namespace, with the one it is in and the new one.
  public void onNewNetns(BiConsumer<Netns, Netns> told) {
    births.add(told);
  }

  /// The names in `/run/netns`, newest first, as `ip netns` lists them.
  public List<String> netnsNames() {
    return List.copyOf(new ArrayList<>(named.keySet()).reversed());
  }

  /// The namespace of this name, or null.
  public @Nullable Netns netns(String name) {
    return named.get(name);
  }

  /// Gives a namespace a name (`ip netns add`, `attach`).
  ///
  /// @throws NetlinkException `EEXIST` when the name is taken
  public void addName(String name, Netns netns) throws NetlinkException {
    if (named.containsKey(name)) {
      throw new NetlinkException(Errno.EEXIST);
    }
    named.put(name, netns.hold());
    netns.addName(name);
    tellWatches(name, false);
  }

  /// Takes a name away (`ip netns del`).
  ///
  /// @throws NetlinkException `ENOENT` when there is no such name
  public void removeName(String name) throws NetlinkException {
    Netns netns = named.remove(name);
    if (netns == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    netns.removeName(name);
    tellWatches(name, true);
    netns.release();
  }

  /// Hears of the names of namespaces, as an inotify watch on `/run/netns` does.
  public interface NameWatch {
    /// The name is there from now on, or with `gone` no longer.
    void changed(String name, boolean gone);
  }

  /// Lets `watch` hear of every name that is given or taken away.
  public void addNameWatch(NameWatch watch) {
    nameWatches.add(watch);
  }

  /// Undoes [#addNameWatch].
  public void removeNameWatch(NameWatch watch) {
    nameWatches.remove(watch);
  }

  private void tellWatches(String name, boolean gone) {
    List.copyOf(nameWatches).forEach(watch -> watch.changed(name, gone));
  }

  /// Switches it off: packets under way are dropped, every namespace is taken apart, the initial
  /// one last, as the others give their NICs back to it. The machine is no longer part of the lab.
  public void shutDown() {
    for (Netns netns : namespaces.reversed()) {
      takeApart(netns);
    }
    namespaces.clear();
    backlog.clear();
    world.remove(this);
  }

  void dismantle(Netns netns) {
    Timer cleanup = new Timer(number, () -> cleanUp(netns));
    world.loop().arm(cleanup, world.loop().now() + CLEANUP_DELAY);
  }

  private void takeApart(Netns netns) {
    modules.leave(netns);
    netns.tearDown();
  }

  private void cleanUp(Netns netns) {
    takeApart(netns);
    namespaces.remove(netns);
    for (Netns other : namespaces) {
      other.forgetNsid(netns);
    }
  }
}
