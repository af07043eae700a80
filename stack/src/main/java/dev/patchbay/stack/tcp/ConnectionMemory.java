package dev.patchbay.stack.tcp;

/// What a connection may hold without asking: memory is taken from all that TCP has by the page,
/// and whole pages are given back (`sk_forward_alloc`).
final class ConnectionMemory {
  /// What the kernel charges for a segment beside its data.
  static final int OVERHEAD = 1280;

  private static final int PAGE_SHIFT = 12;
  private static final int PAGE = 1 << PAGE_SHIFT;

  private final Connection connection;
  private int spare;

  ConnectionMemory(Connection connection) {
    this.connection = connection;
  }

  /// What a segment with so much data is charged (`truesize`).
  static int trueSize(int length) {
    return OVERHEAD + length;
  }

  /// Bytes that are there and not used.
  int spare() {
    return spare;
  }

  /// Makes sure that there is so much for what has come; returns whether there is
  /// (`sk_rmem_schedule`).
  boolean schedule(int bytes) {
    return bytes <= spare || raise(bytes - spare);
  }

  private boolean raise(int bytes) {
    int pages = pages(bytes);
    if (!connection.stack.memory().take(connection, pages)) {
      return false;
    }
    spare += pages << PAGE_SHIFT;
    return true;
  }

  private static int pages(int bytes) {
    return (bytes + PAGE - 1) >> PAGE_SHIFT;
  }

  /// As [#schedule], whatever the limits say (`sk_forced_mem_schedule`).
  void force(int bytes) {
    if (bytes > spare) {
      int pages = pages(bytes - spare);
      connection.stack.memory().add(pages);
      spare += pages << PAGE_SHIFT;
    }
  }

  /// Uses some of it (`sk_mem_charge`).
  void charge(int bytes) {
    force(bytes);
    spare -= bytes;
  }

  /// Some is used no more (`sk_mem_uncharge`).
  void uncharge(int bytes) {
    spare += bytes;
    if (spare >= PAGE) {
      connection.stack.memory().add(-(spare >> PAGE_SHIFT));
      spare &= PAGE - 1;
    }
  }

  /// The connection ends, and what it had is given back.
  void clear() {
    connection.stack.memory().add(-pages(spare));
    spare = 0;
  }
}
