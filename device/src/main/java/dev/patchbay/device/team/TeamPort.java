package dev.patchbay.device.team;

import dev.patchbay.core.AddressSync;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.RxHandler;
import dev.patchbay.device.PassStage;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;

/// A device that a team has taken (`team_port`).
public final class TeamPort implements PortKind.Port, RxHandler {
  /// Groups that no bridge forwards (IEEE 802.1D table 7-10): 01:80:c2:00:00:0X.
  private static final long LINK_LOCAL = 0x0180_c200_0000L;

  private final TeamDevice team;
  private final NetDevice device;
  private final Mac originalAddress;
  private final int originalMtu;
  private final AddressSync unicast = new AddressSync();
  private final AddressSync multicast = new AddressSync();
  private boolean hasLink;
  private boolean userLink;
  private boolean userLinkEnabled;
  private int speed;
  private boolean fullDuplex;
  private int priority;
  private int queueId;

  /// Where it stands among the enabled ones, or -1.
  int index = -1;

  /// Bytes that a team in mode loadbalance has sent by it.
  long sentBytes;

  TeamPort(TeamDevice team, NetDevice device) {
    this.team = team;
    this.device = device;
    this.originalAddress = device.address();
    this.originalMtu = device.mtu();
  }

  @Override
  public PortKind kind() {
    return team.portKind();
  }

  public TeamDevice team() {
    return team;
  }

  public NetDevice device() {
    return device;
  }

  /// The address it had before, and will have again.
  public Mac originalAddress() {
    return originalAddress;
  }

  int originalMtu() {
    return originalMtu;
  }

  AddressSync unicast() {
    return unicast;
  }

  AddressSync multicast() {
    return multicast;
  }

  // ---- link

  /// Whether it has a link, as the kernel sees it.
  public boolean hasLink() {
    return hasLink;
  }

  /// Its speed in Mbit/s when its link came up, or 0.
  public int speed() {
    return speed;
  }

  /// Whether it sent and received at once when its link came up.
  public boolean isFullDuplex() {
    return fullDuplex;
  }

  /// Whether it has a link, as the program says if it wants to be asked.
  boolean isUp() {
    return userLinkEnabled ? userLink : hasLink;
  }

  /// `__team_port_change_check`
  void linkChanged(boolean up) {
    if (hasLink != up) {
      link(up);
      team.portsChanged();
    }
    team.checkCarrier();
  }

  /// `__team_port_change_send`
  void link(boolean up) {
    hasLink = up;
    Ethtool.LinkSettings settings = up ? device.ethtool().linkSettings() : null;
    speed = settings == null ? 0 : settings.speed();
    fullDuplex = settings != null && settings.duplex().equals("Full");
  }

  // ---- what options say

  /// Whether it sends and receives for the team.
  public boolean isEnabled() {
    return index >= 0;
  }

  public int priority() {
    return priority;
  }

  void priority(int value) {
    priority = value;
  }

  int queueId() {
    return queueId;
  }

  void queueId(int value) {
    queueId = value;
  }

  /// What the program says of its link.
  public boolean userLink() {
    return userLink;
  }

  void userLink(boolean value) {
    userLink = value;
    team.checkCarrier();
  }

  boolean isUserLinkEnabled() {
    return userLinkEnabled;
  }

  void userLinkEnabled(boolean value) {
    userLinkEnabled = value;
    team.checkCarrier();
  }

  /// Whether it can send for the team (`team_port_txable`).
  boolean isUsable() {
    return index >= 0 && isUp();
  }

  // ---- frames

  /// `team_handle_frame`
  @Override
  public Result handle(Packet packet) {
    long destination = Ethernet.destination(packet.bytes(), packet.link());
    if ((destination & ~0xFL) == LINK_LOCAL) {
      return Result.PASS;
    }
    Result result = index < 0 ? Result.EXACT : team.mode().receive(this, packet);
    if (result == Result.ANOTHER) {
      if (packet.trace() != null) {
        PassStage.note(packet, device, "team", team.name(), "its port");
      }
      team.countPassedUp(packet);
      packet.device(team);
    } else {
      team.statistics().rxNohandler++;
    }
    return result;
  }

  /// Sends by the device (`team_dev_queue_xmit`); returns whether it was taken.
  boolean send(Packet packet) {
    if (packet.trace() != null) {
      PassStage.note(packet, team, "team", device.name(), team.mode().name());
    }
    return device.send(packet) == 0;
  }
}
