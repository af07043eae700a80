package dev.patchbay.core;

import org.jspecify.annotations.Nullable;

/// Which frames a device takes beside those to its own address: listed addresses, every multicast
/// frame, or every frame (`dev_set_rx_mode`). Who asks is counted.
public final class ReceiveMode {
  private final NetDevice device;
  private int promiscuity;
  private int allMulticast;
  private boolean promiscByUser;
  private boolean allMultiByUser;
  private boolean promiscForUnicast;
  private @Nullable HardwareAddresses unicast;
  private @Nullable HardwareAddresses multicast;

  ReceiveMode(NetDevice device) {
    this.device = device;
  }

  /// How often somebody asked for every frame.
  public int promiscuity() {
    return promiscuity;
  }

  /// One more (1) or one less (-1) asks for every frame (`__dev_set_promiscuity`).
  public void addPromiscuity(int more) {
    boolean before = promiscuity > 0;
    promiscuity += more;
    if (before != promiscuity > 0) {
      device
          .netns()
          .machine()
          .log()
          .print("device " + device.name() + (before ? " left" : " entered") + " promiscuous mode");
      toggle(DeviceFlags.PROMISC);
    }
  }

  /// As [#addPromiscuity], and tells monitors, whether or not that shows (`dev_set_promiscuity`).
  public void changePromiscuity(int more) {
    addPromiscuity(more);
    device.netns().links().announce(device);
  }

  /// How often somebody asked for every multicast frame.
  public int allMulticast() {
    return allMulticast;
  }

  /// One more (1) or one less (-1) asks for every multicast frame (`dev_set_allmulti`).
  public void addAllMulticast(int more) {
    boolean before = allMulticast > 0;
    allMulticast += more;
    if (before != allMulticast > 0) {
      toggle(DeviceFlags.ALLMULTI);
    }
  }

  private void toggle(int flag) {
    device.setFlags(device.flags() ^ flag);
    device.receiveFlagChanged(flag, (device.flags() & flag) != 0);
    update();
  }

  /// Asks for every frame, or no more, as the user says, who counts once.
  void promiscByUser(boolean on) {
    if (on != promiscByUser) {
      promiscByUser = on;
      addPromiscuity(on ? 1 : -1);
    }
  }

  /// Whether the user asks for every frame.
  boolean isPromiscByUser() {
    return promiscByUser;
  }

  /// Asks for every multicast frame, or no more, as the user says, who counts once.
  void allMultiByUser(boolean on) {
    if (on != allMultiByUser) {
      allMultiByUser = on;
      addAllMulticast(on ? 1 : -1);
    }
  }

  /// Whether the user asks for every multicast frame.
  boolean isAllMultiByUser() {
    return allMultiByUser;
  }

  /// The unicast addresses the device takes beside its own (`dev->uc`).
  public HardwareAddresses unicast() {
    if (unicast == null) {
      unicast = new HardwareAddresses(this::update);
    }
    return unicast;
  }

  /// The multicast addresses it takes (`dev->mc`).
  public HardwareAddresses multicast() {
    if (multicast == null) {
      multicast = new HardwareAddresses(this::update);
    }
    return multicast;
  }

  /// Tells the device what it is to listen to, while it is up. One that cannot tell unicast
  /// addresses apart takes every frame as long as there are any (`__dev_set_rx_mode`).
  void update() {
    if (!device.isUp()) {
      return;
    }
    boolean many = unicast != null && !unicast.isEmpty() && !device.has(Features.UNICAST_FILTER);
    if (many != promiscForUnicast) {
      promiscForUnicast = many;
      addPromiscuity(many ? 1 : -1);
    }
    device.receiveModeChanged();
  }
}
