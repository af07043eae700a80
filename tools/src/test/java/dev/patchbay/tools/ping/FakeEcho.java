package dev.patchbay.tools.ping;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.core.time.Wait;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A destination that answers as it is told.
final class FakeEcho implements Echo {
  /// What becomes of a request.
  interface Answering {
    void sent(FakeEcho echo, int sequence) throws SocketException;
  }

  /// When requests were sent, in milliseconds from the first.
  final List<Long> times = new ArrayList<>();

  final List<Boolean> confirmations = new ArrayList<>();
  boolean isForMany;

  private final EventLoop loop;
  private final AddressNames names;
  private final int size;
  private final Wait readable;
  private final ArrayDeque<Heard> heard = new ArrayDeque<>();
  private final ArrayDeque<Heard> errors = new ArrayDeque<>();
  private final Answering answering;
  private long first = -1;

  FakeEcho(Process process, Options options, Answering answering) {
    this.loop = process.loop();
    this.names = new AddressNames(new Hosts(""), process.netns(), true);
    this.size = options.size;
    this.readable = new Wait(loop);
    this.answering = answering;
  }

  // ---- what tests tell it

  /// A reply comes after so many microseconds.
  void reply(int sequence, long micros) {
    reply(sequence, micros, data());
  }

  /// A reply with this data comes after so many microseconds.
  void reply(int sequence, long micros, byte[] content) {
    byte[] data = content.clone();
    if (data.length >= Stamp.BYTES) {
      Stamp.write(data, 0, loop.now() / 1000);
    }
    int length = data.length + EchoSocket.HEADER;
    after(
        micros,
        () -> {
          Heard reply =
              new Heard.Reply(
                  sequence, "10.0.0.2", length, 64, data, loop.now(), false, false, new byte[0]);
          heard.add(reply);
        });
  }

  /// An error from a router comes after so many microseconds.
  void error(int sequence, long micros) {
    after(micros, () -> errors.add(errorOf(sequence)));
  }

  static Heard errorOf(int sequence) {
    return new Heard.Error(sequence, "10.0.0.1", "Destination Host Unreachable", true);
  }

  /// Something else comes after so many microseconds.
  void hear(Heard other, long micros) {
    after(micros, () -> heard.add(other));
  }

  /// The kernel refuses the request, and leaves this in the error queue.
  void refuse(Errno errno, Heard... queued) throws SocketException {
    errors.addAll(Arrays.asList(queued));
    throw new SocketException(errno);
  }

  private void after(long micros, Runnable action) {
    Timer timer =
        new Timer(
            0,
            () -> {
              action.run();
              readable.signal();
            });
    loop.arm(timer, loop.now() + micros * 1000);
  }

  // ---- the destination

  @Override
  public void send(int sequence, boolean confirm) throws SocketException {
    if (first < 0) {
      first = loop.now();
    }
    times.add((loop.now() - first) / 1_000_000);
    confirmations.add(confirm);
    answering.sent(this, sequence);
  }

  @Override
  public @Nullable Heard receive() throws SocketException {
    if (!errors.isEmpty()) {
      throw new SocketException(Errno.EHOSTUNREACH);
    }
    return heard.poll();
  }

  @Override
  public @Nullable Heard nextError() {
    return errors.poll();
  }

  @Override
  public Wait readable() {
    return readable;
  }

  @Override
  public String host() {
    return "10.0.0.2";
  }

  @Override
  public boolean isForMany() {
    return isForMany;
  }

  @Override
  public int identifier() {
    return 7;
  }

  @Override
  public AddressNames names() {
    return names;
  }

  @Override
  public byte[] data() {
    byte[] data = new byte[size];
    Filling.fill(data, 0, null);
    return data;
  }
}
