package dev.patchbay.stack.address;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// The `conf` of one family in one namespace: what `all` and `default` hold, and what writing to a
/// file brings about (net/ipv4/devinet.c, net/ipv6/addrconf.c).
public final class NetnsSettings implements NetnsPart {
  private static final Key<NetnsSettings> IPV4 =
      new Key<>(netns -> SettingsInheritance.of(netns.machine()).begin(netns, Family.IPV4));
  private static final Key<NetnsSettings> IPV6 =
      new Key<>(netns -> SettingsInheritance.of(netns.machine()).begin(netns, Family.IPV6));

  private final Netns netns;
  private final Family family;
  private final Settings all;
  private final Settings defaults;

  /// Settings nobody has written yet.
  NetnsSettings(Netns netns, Family family) {
    this.netns = netns;
    this.family = family;
    Setting[] settings = family == Family.IPV4 ? Ipv4Setting.values() : Ipv6Setting.values();
    int[] initial = new int[settings.length];
    int[] initialForAll = new int[settings.length];
    for (Setting setting : settings) {
      initial[setting.ordinal()] = setting.initial();
      initialForAll[setting.ordinal()] = setting.initialForAll();
    }
    SettingsPool pool = SettingsPool.of(netns.machine());
    this.all = new Settings(pool, initialForAll);
    this.defaults = new Settings(pool, initial);
  }

  /// The settings that another namespace has now.
  NetnsSettings(Netns netns, NetnsSettings model) {
    this.netns = netns;
    this.family = model.family;
    this.all = model.all.copy();
    this.defaults = model.defaults.copy();
  }

  /// The settings of the family in the namespace.
  public static NetnsSettings of(Netns netns, Family family) {
    return netns.part(family == Family.IPV4 ? IPV4 : IPV6);
  }

  /// What `conf/all` holds.
  public Settings all() {
    return all;
  }

  /// What `conf/default` holds.
  public Settings defaults() {
    return defaults;
  }

  /// Writes a setting of one directory, that of `device` or another, and does what follows from it.
  void write(@Nullable InetDevice device, Settings settings, Setting setting, int value) {
    int before = settings.value(setting);
    settings.value(setting, value);
    // Every start comes by here, and a pattern switch is linked anew in each.
    if (setting instanceof Ipv4Setting inet) {
      wrote(device, settings, inet, before, value);
    } else if (setting instanceof Ipv6Setting inet6) {
      wrote(device, settings, inet6, before, value);
    }
    for (AddressListener listener : AddressChain.of(netns.machine()).listeners(family)) {
      listener.settingsChanged(netns);
    }
  }

  private void wrote(
      @Nullable InetDevice device, Settings settings, Ipv4Setting setting, int before, int value) {
    settings.setOwn(setting);
    if (setting == Ipv4Setting.FORWARDING && settings == all) {
      if (value != before) {
        changeForwarding(value);
      }
      return;
    }
    if (setting != Ipv4Setting.FORWARDING && settings == defaults) {
      reachDevices(setting, value);
    }
    if (value != before) {
      announce(device, settings, setting, value);
    }
  }

  /// Tells monitors what is written in a directory now, if netlink tells of it.
  private void announce(
      @Nullable InetDevice device, Settings settings, Setting setting, int value) {
    if (!netns.hasMonitors()) {
      return;
    }
    NetconfSnapshot told;
    if (device != null) {
      NetDevice of = device.device();
      told = NetconfSnapshot.of(family, of.index(), of.name(), setting, value);
    } else if (settings == all) {
      told = NetconfSnapshot.of(family, NetconfSnapshot.ALL, "all", setting, value);
    } else {
      told = NetconfSnapshot.of(family, NetconfSnapshot.DEFAULT, "default", setting, value);
    }
    if (told != null) {
      netns.announce(new NetconfAnnouncement(told, false));
    }
  }

  /// Routers take no redirects (`inet_forward_change`).
  private void changeForwarding(int on) {
    all.value(Ipv4Setting.ACCEPT_REDIRECTS, on == 0 ? 1 : 0);
    defaults.value(Ipv4Setting.FORWARDING, on);
    announce(null, all, Ipv4Setting.FORWARDING, on);
    announce(null, defaults, Ipv4Setting.FORWARDING, on);
    for (int i = 0; i < netns.deviceCount(); i++) {
      InetDevice device = InetDevice.inet(netns.deviceAt(i));
      if (device != null) {
        device.settings().value(Ipv4Setting.FORWARDING, on);
        device.settings().setOwn(Ipv4Setting.FORWARDING);
        announce(device, device.settings(), Ipv4Setting.FORWARDING, on);
      }
    }
  }

  /// What is written to `default` holds for the devices that have not been set themselves
  /// (`devinet_copy_dflt_conf`).
  private void reachDevices(Setting setting, int value) {
    for (int i = 0; i < netns.deviceCount(); i++) {
      InetDevice device = InetDevice.inet(netns.deviceAt(i));
      if (device != null && !device.settings().isOwn(setting)) {
        device.settings().value(setting, value);
      }
    }
  }

  private void wrote(
      @Nullable InetDevice device, Settings settings, Ipv6Setting setting, int before, int value) {
    boolean reachesAll =
        switch (setting) {
          case FORWARDING, DISABLE_IPV6, IGNORE_ROUTES_WITH_LINKDOWN, ADDR_GEN_MODE -> true;
          default -> false;
        };
    if (settings == all && reachesAll) {
      if ((defaults.value(setting) == 0) != (value == 0)) {
        announce(null, defaults, setting, value);
      }
      defaults.value(setting, value);
      for (NetDevice one : netns.devices()) {
        changeDevice(one, setting, value);
      }
    } else if (device != null && value != before) {
      tell(device, setting, before, value);
    }
    boolean isTold = device == null || setting != Ipv6Setting.IGNORE_ROUTES_WITH_LINKDOWN;
    if ((before == 0) != (value == 0) && isTold) {
      announce(device, settings, setting, value);
    }
  }

  private void changeDevice(NetDevice netDevice, Ipv6Setting setting, int value) {
    InetDevice device = InetDevice.inet6(netDevice);
    if (device == null) {
      return;
    }
    int before = device.setting(setting);
    device.settings().value(setting, value);
    if (value != before) {
      tell(device, setting, before, value);
      announce(device, device.settings(), setting, value);
    }
  }

  private static void tell(InetDevice device, Ipv6Setting setting, int before, int value) {
    device.settingChanged(setting, before, value);
    if (setting == Ipv6Setting.FORWARDING && (before == 0) != (value == 0)) {
      for (AddressListener listener :
          AddressChain.of(device.netns().machine()).listeners(Family.IPV6)) {
        listener.forwardingChanged(device);
      }
    }
  }
}
