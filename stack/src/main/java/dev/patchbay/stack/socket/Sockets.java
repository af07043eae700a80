package dev.patchbay.stack.socket;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The open sockets of a namespace.
public final class Sockets implements NetnsPart {
  private static final Key<Sockets> KEY = new Key<>(netns -> new Sockets());

  private final Set<Socket> open = new LinkedHashSet<>(4);

  private Sockets() {}

  /// Those of the namespace.
  public static Sockets of(Netns netns) {
    return netns.part(KEY);
  }

  /// Whether there are any.
  static boolean exist(Netns netns) {
    return netns.hasPart(KEY) && !of(netns).open.isEmpty();
  }

  /// All of them, the oldest first.
  public List<Socket> all() {
    return List.copyOf(open);
  }

  /// Those of a kind, the oldest first.
  public <S extends Socket> List<S> all(Class<S> kind) {
    return open.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  void add(Socket socket) {
    open.add(socket);
  }

  void remove(Socket socket) {
    open.remove(socket);
  }
}
