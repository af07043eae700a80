package dev.patchbay.core;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a link is to be made of, or changed to (`RTM_NEWLINK`): every field that is null is left as
/// it is.
///
/// A plain carrier of optional words, filled in by whoever parses a command line and read by
/// [Links].
public final class LinkRequest {
  /// The name: of the new device, or the new name of an old one.
  public @Nullable String name;

  /// Which kind, and what it is told.
  public @Nullable DeviceKind kind;

  public DeviceKind.@Nullable Options options;

  /// What the master of the device is told about its port.
  public @Nullable PortKind portKind;

  public PortKind.@Nullable Options portOptions;

  /// The index a new device asks for; 0 for any.
  public int index;

  /// The device a new one hangs on (`link`, `IFLA_LINK`).
  public @Nullable NetDevice link;

  /// Where the new device is made or the old one is moved (`netns`).
  public @Nullable Netns netns;

  public @Nullable Integer mtu;
  public @Nullable Integer txQueueLength;
  public @Nullable Integer numTxQueues;
  public @Nullable Integer numRxQueues;
  public @Nullable Integer gsoMaxSize;
  public @Nullable Integer gsoMaxSegments;
  public @Nullable Integer groMaxSize;
  public byte @Nullable [] address;
  public @Nullable Mac broadcast;
  public @Nullable Integer group;

  /// The alias; empty takes it away.
  public @Nullable String alias;

  /// The new master's device; [#noMaster] takes it away.
  public @Nullable NetDevice master;

  public boolean noMaster;

  /// Which flags are set to what.
  public int flags;

  public int flagsMask;

  public @Nullable OperState operState;
  public @Nullable Boolean dormantMode;
  public @Nullable Boolean carrier;
  public @Nullable Boolean protoDown;

  /// The address generation mode of IPv6 (`IN6_ADDR_GEN_MODE_…`): 0 eui64, 1 none, 2
  /// stable-privacy, 3 random.
  public @Nullable Integer addressGenerationMode;

  /// The token of IPv6, an address whose last half addresses of the device end with; `::` takes it
  /// away.
  public @Nullable Ip token;

  /// Alternative names to add and to remove.
  public List<String> addAltNames = List.of();

  public List<String> removeAltNames = List.of();

  /// Whether `flag` is to be set or cleared.
  public void flag(int flag, boolean on) {
    flagsMask |= flag;
    flags = on ? flags | flag : flags & ~flag;
  }
}
