package dev.patchbay.stack.socket;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Leg;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Wait;
import dev.patchbay.packet.Packet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What all sockets have: a namespace, which they hold, a receive queue, errors, and a wait that is
/// signalled when there is something to receive. An open file: closed when its process ends.
public abstract class Socket extends OpenFile implements Packet.Owner {
  private static final int MODE = 0777;

  /// Errors that wait at most, whatever their size.
  private static final int MOST_ERRORS = 128;

  private final Netns netns;
  private final World world;
  private final String title;
  private final Wait readable;
  private final ReceiveQueue queue;
  private final ArrayDeque<SocketError> errors = new ArrayDeque<>(2);
  private @Nullable Errno pending;
  private final long inode;
  private final boolean holds;
  private int user;
  private int pid;
  private boolean closed;

  /// A socket of the namespace; `title` says in journeys who sends.
  protected Socket(Netns netns, String title) {
    this(netns, title, true);
  }

  /// As [#Socket(Netns, String)]; one of the kernel's own does not hold its namespace.
  @SuppressWarnings("this-escape") // the list keeps it and asks it nothing
  protected Socket(Netns netns, String title, boolean holds) {
    this.netns = holds ? netns.hold() : netns;
    this.holds = holds;
    this.world = netns.world();
    this.title = title;
    this.readable = new Wait(world.loop());
    this.queue = new ReceiveQueue(world, settings().receiveDefault());
    this.inode = settings().nextInode();
    Sockets.of(netns).add(this);
  }

  /// What a process is called in journeys.
  protected static String title(Process process) {
    return String.join(" ", process.words());
  }

  /// Makes the socket a descriptor of the process.
  protected static <S extends Socket> S install(S socket, Process process) {
    socket.createdBy(process);
    process.descriptors().set(process.descriptors().free(3), socket);
    return socket;
  }

  /// Takes from the process that makes the socket what sockets have from theirs.
  public void createdBy(Process process) {
    user = process.user();
    pid = process.pid();
  }

  /// Belongs to whom another one does.
  protected final void user(int value) {
    user = value;
  }

  public final Netns netns() {
    return netns;
  }

  /// Its number in the file system (`stat`, `/proc/net/udp`).
  public final long inode() {
    return inode;
  }

  /// Whose it is.
  public final int user() {
    return user;
  }

  /// Who sends, as journeys say.
  protected final String title() {
    return title;
  }

  /// The most bytes that a program may ask for (`net.core.rmem_max`).
  protected final int receiveMax() {
    return settings().receiveMax();
  }

  /// The most bytes that a program may ask for (`net.core.wmem_max`).
  protected final int sendMax() {
    return settings().sendMax();
  }

  /// The lab's world.
  protected final World world() {
    return world;
  }

  @Override
  public final FileStatus status() {
    return new FileStatus(FileStatus.Kind.SOCKET, MODE, 0, world.loop().now());
  }

  // ---- receiving

  /// Signalled when a packet or an error has come. It may be signalled with nothing there any more:
  /// look again.
  public final Wait readable() {
    return readable;
  }

  /// Whether there is a packet or an error to receive.
  public final boolean hasInput() {
    return !queue.isEmpty() || pending != null || !errors.isEmpty();
  }

  private SocketSettings settings() {
    return SocketSettings.of(netns.machine());
  }

  /// Sets how many bytes may wait (`SO_RCVBUF`): twice what is asked for, and no more than twice
  /// `net.core.rmem_max`.
  public void receiveBuffer(int bytes) {
    int asked = Math.min(bytes, settings().receiveMax());
    queue.limit(
        (int) Math.min(Math.max(asked * 2L, SocketSettings.LEAST_RECEIVED), Integer.MAX_VALUE));
  }

  /// How many bytes may wait.
  public int receiveBuffer() {
    return queue.limit();
  }

  /// How many packets were dropped that it should have received.
  public final long drops() {
    return queue.drops();
  }

  /// Counts a packet that it refused.
  protected final void countDrop() {
    queue.countDrop();
  }

  /// Bytes that wait to be received, as the kernel charges them.
  public final int receiveQueued() {
    return queue.charged();
  }

  /// Queues a packet, which is the socket's now; returns whether there was room for it.
  protected final boolean enqueue(Packet packet) {
    if (closed) {
      world.drop(packet, DropReason.NO_SOCKET);
      return false;
    }
    if (packet.trace() != null) {
      world.note(packet, netns, new SocketStage(title, pid));
    }
    boolean taken = queue.add(packet);
    if (taken) {
      readable.signal();
    }
    return taken;
  }

  /// The packet that has waited longest, which stays where it is, or null.
  protected final @Nullable Packet first() {
    return queue.peek();
  }

  /// The packet that has waited longest, which is the caller's now, or null.
  protected final @Nullable Packet dequeue() {
    return queue.poll();
  }

  // ---- errors

  /// The oldest entry of the error queue (`MSG_ERRQUEUE`), or null. The error that is pending
  /// becomes that of the next entry.
  public final @Nullable SocketError nextError() {
    SocketError error = errors.poll();
    SocketError next = errors.peek();
    if (next != null && next.origin() != SocketError.Origin.LOCAL) {
      pending = next.errno();
    } else if (error != null && error.origin() != SocketError.Origin.LOCAL) {
      pending = null;
    }
    return error;
  }

  /// Queues an error.
  protected final void enqueue(SocketError error) {
    if (!closed && errors.size() < MOST_ERRORS) {
      errors.add(error);
      readable.signal();
    }
  }

  /// The next call fails with this error.
  protected final void pending(Errno errno) {
    pending = errno;
    readable.signal();
  }

  /// The error that a call is to fail with, which is forgotten (`SO_ERROR`); null when there is
  /// none.
  public final @Nullable Errno takePending() {
    Errno errno = pending;
    pending = null;
    return errno;
  }

  /// Fails with the error that is pending, if one is.
  protected final void failIfPending() throws SocketException {
    Errno errno = takePending();
    if (errno != null) {
      throw new SocketException(errno);
    }
  }

  // ---- sending

  /// The packet sets out and belongs to this socket; it is what happens until [#sent] is given what
  /// this returns.
  protected final @Nullable Leg begin(Packet packet) {
    packet.owner(this);
    return world.journeys().enter(packet, title);
  }

  /// The packet has been sent.
  protected final void sent(@Nullable Leg before) {
    world.journeys().leave(before);
  }

  // ---- the end

  /// Whether it has been closed.
  public final boolean isClosed() {
    return closed;
  }

  /// It receives nothing any more: whoever gives it packets is told.
  protected abstract void detach();

  @Override
  protected final void closed() {
    if (!closed) {
      closed = true;
      detach();
      queue.close();
      errors.clear();
      Sockets.of(netns).remove(this);
      if (holds) {
        netns.release();
      }
    }
  }
}
