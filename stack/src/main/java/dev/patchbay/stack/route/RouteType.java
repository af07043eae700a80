package dev.patchbay.stack.route;

import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// What a route does with a packet (`RTN_…`).
public enum RouteType {
  UNSPEC("none", Scope.NOWHERE, null),
  UNICAST("unicast", Scope.GLOBAL, null),
  LOCAL("local", Scope.HOST, null),
  BROADCAST("broadcast", Scope.LINK, null),
  ANYCAST("anycast", Scope.LINK, null),
  MULTICAST("multicast", Scope.GLOBAL, null),
  BLACKHOLE("blackhole", Scope.GLOBAL, Errno.EINVAL),
  UNREACHABLE("unreachable", Scope.GLOBAL, Errno.EHOSTUNREACH),
  PROHIBIT("prohibit", Scope.GLOBAL, Errno.EACCES),
  THROW("throw", Scope.GLOBAL, Errno.EAGAIN),
  NAT("nat", Scope.NOWHERE, Errno.EINVAL),
  XRESOLVE("xresolve", Scope.NOWHERE, Errno.EINVAL);

  private final String word;
  private final int widest;
  private final @Nullable Errno error;

  RouteType(String word, int widest, @Nullable Errno error) {
    this.word = word;
    this.widest = widest;
    this.error = error;
  }

  /// The word that `ip route` prints and takes.
  public String word() {
    return word;
  }

  /// The number, `RTN_…`.
  public int number() {
    return ordinal();
  }

  /// The widest scope such a route may have.
  int widest() {
    return widest;
  }

  /// What the sender of a packet is told, or null where the route leads somewhere.
  public @Nullable Errno error() {
    return error;
  }

  /// The type called so, or null.
  public static @Nullable RouteType ofWord(String word) {
    for (RouteType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    return null;
  }
}
