package dev.patchbay.stack.ip;

import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// What a header made here is to say. One is used again and again, so that a packet allocates none.
public final class IpHeader {
  public @Nullable Route route;
  public int source;
  public int destination;

  /// Where a source route among the options ends.
  public int finalDestination;

  /// The protocol of the payload.
  public int protocol;

  public int tos;

  /// Hops, or 0 for as many as the route or the namespace says.
  public int ttl;

  /// The identification where the sender numbers its packets itself, or -1.
  public int identification = -1;

  public boolean dontFragment;

  /// Whether this host may cut the packet although it says otherwise.
  public boolean ignoreDontFragment;

  /// Whether the packet may be larger than what is known to fit the path.
  public boolean probesPath;

  public @Nullable IpOptions options;

  /// Whether this namespace does not hear its own multicast.
  public boolean quiet;

  public IpHeader() {}

  /// Forgets everything.
  public IpHeader clear() {
    route = null;
    source = 0;
    destination = 0;
    finalDestination = 0;
    protocol = 0;
    tos = 0;
    ttl = 0;
    identification = -1;
    dontFragment = false;
    ignoreDontFragment = false;
    probesPath = false;
    options = null;
    quiet = false;
    return this;
  }
}
