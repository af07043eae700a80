package dev.patchbay.stack.tcp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What waits at a listener: connections that the program has not accepted, and how many have not
/// been confirmed (`request_sock_queue`).
final class ListenQueue {
  private final ArrayDeque<Connection> accepted = new ArrayDeque<>(4);
  private int backlog;
  private int requests;
  private long lastFlood;
  private final FastOpenQueue fastOpen = new FastOpenQueue();

  ListenQueue(int backlog) {
    this.backlog = backlog;
  }

  /// Those of them that came by fast open.
  FastOpenQueue fastOpen() {
    return fastOpen;
  }

  int backlog() {
    return backlog;
  }

  void backlog(int connections) {
    backlog = connections;
  }

  /// Whether no more connections may wait for the program.
  boolean isFull() {
    return accepted.size() > backlog;
  }

  /// Whether no more requests may wait for their confirmation.
  boolean isFullOfRequests() {
    return requests >= backlog;
  }

  /// A SYN was answered with a cookie, for there were too many.
  void flooded(long now) {
    lastFlood = now;
  }

  boolean wasFloodedSince(long time) {
    return lastFlood != 0 && lastFlood >= time;
  }

  /// How many requests wait.
  int requests() {
    return requests;
  }

  void added() {
    requests++;
  }

  void removed() {
    requests--;
  }

  /// How many connections wait for the program.
  int size() {
    return accepted.size();
  }

  void add(Connection connection) {
    accepted.add(connection);
  }

  @Nullable Connection poll() {
    return accepted.poll();
  }
}
