package dev.patchbay.stack.mpls;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.RouteProtocol;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a route of a label is to be (`RTM_NEWROUTE` of `AF_MPLS`): a plain carrier, filled in by
/// whoever parses a command line. What is null or 0 is not said.
public final class MplsRequest {
  /// What netlink has, and no route of a label takes (`RTA_…`), in the order in which it is met.
  public enum Stray {
    GATEWAY,
    OTHER,

    /// Behind what is said about labels.
    LATE
  }

  /// One of several next hops.
  public static final class Hop {
    public @Nullable NetDevice device;
    public @Nullable MplsVia via;
    public LabelStack labels = LabelStack.NONE;

    /// Whether it has a weight or flags, which nothing here has.
    public boolean weighs;

    /// Whether its address is a label.
    public boolean hasGateway;
  }

  public int label;

  /// How many bits of the label are meant; all 20.
  public int length = 20;

  public int sourceLength;
  public int tos;
  public int table = RouteTable.MAIN;
  public int scope = Scope.GLOBAL;
  public RouteType type = RouteType.UNICAST;
  public int protocol = RouteProtocol.BOOT;

  /// Flags of a next hop, of which none is taken.
  public int flags;

  /// The labels that take the place of the one; none to take it away.
  public LabelStack labels = LabelStack.NONE;

  public @Nullable MplsVia via;
  public @Nullable NetDevice device;

  /// Several next hops, instead of the one above.
  public List<Hop> hops = new ArrayList<>(0);

  /// Whether the time to live goes on below the labels; null for what the namespace does.
  public @Nullable Boolean propagatesTtl;

  /// The first thing that is said and means nothing, or null.
  public @Nullable Stray stray;
}
