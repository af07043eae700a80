package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipeTest {
  private final EventLoop loop = new EventLoop(new VirtualClock());
  private final Pipe pipe = new Pipe(loop);
  private final List<String> log = new ArrayList<>();
  private Task me;

  @BeforeEach
  void enter() {
    me = loop.enter();
  }

  @AfterEach
  void leave() {
    loop.leave(me);
  }

  @Test
  void handsBytesOnAndEndsWhenTheLastWriterIsGone() throws FileException {
    OpenFile reader = pipe.reader();
    OpenFile writer = pipe.writer();
    OpenFile other = pipe.writer();

    put(writer, "one ");
    put(other, "two");
    writer.close();
    byte[] some = new byte[100];
    int count = reader.read(some, 0, 5);
    other.close();

    assertThat(new String(some, 0, count, StandardCharsets.UTF_8)).isEqualTo("one t");
    assertThat(reader.readAll()).asString().isEqualTo("wo");
    assertThat(reader.status().kind()).isEqualTo(FileStatus.Kind.PIPE);
  }

  @Test
  void letsAReaderWaitForBytes() throws FileException {
    OpenFile reader = pipe.reader();
    OpenFile writer = pipe.writer();
    loop.spawn(
        true,
        () -> {
          loop.sleep(10, Bound.BOUNDED);
          putSafely(writer, "late");
          writer.close();
        });

    byte[] read = reader.readAll();

    assertThat(read).asString().isEqualTo("late");
    assertThat(loop.now()).isEqualTo(Clock.START + 10);
  }

  @Test
  void letsAWriterWaitForRoomAndKeepsTheOrder() throws FileException {
    OpenFile reader = pipe.reader();
    OpenFile writer = pipe.writer();
    byte[] sent = new byte[1_000_000];
    new Random(5).nextBytes(sent);
    loop.spawn(
        true,
        () -> {
          putSafely(writer, sent);
          log.add("written");
          writer.close();
        });
    loop.sleep(1, Bound.BOUNDED);
    assertThat(log).isEmpty();

    assertThat(reader.readAll()).isEqualTo(sent);
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("written");
  }

  @Test
  void holds64KibibytesBeforeAWriterWaits() throws FileException {
    pipe.reader();
    OpenFile writer = pipe.writer();

    put(writer, new byte[65536]);
    loop.spawn(
        true,
        () -> {
          putSafely(writer, new byte[1]);
          log.add("one more");
        });
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).isEmpty();
  }

  @Test
  void refusesToWriteWhenTheLastReaderIsGone() throws FileException {
    OpenFile reader = pipe.reader();
    OpenFile other = pipe.reader();
    OpenFile writer = pipe.writer();
    reader.close();
    put(writer, "still");
    other.close();

    assertThat(Refusal.of(() -> put(writer, "gone"))).isEqualTo(Errno.EPIPE);
  }

  @Test
  void tellsAWaitingWriterThatTheReaderIsGone() {
    OpenFile reader = pipe.reader();
    OpenFile writer = pipe.writer();
    loop.spawn(true, () -> log.add("" + Refusal.of(() -> put(writer, new byte[100_000]))));
    loop.sleep(1, Bound.BOUNDED);
    assertThat(log).isEmpty();

    reader.close();
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("EPIPE");
  }

  @Test
  void tellsAllWaitingReadersThatTheWriterIsGone() {
    OpenFile writer = pipe.writer();
    for (int i = 0; i < 2; i++) {
      OpenFile reader = pipe.reader();
      loop.spawn(true, () -> log.add("" + readSafely(reader, new byte[10])));
    }
    loop.sleep(1, Bound.BOUNDED);
    assertThat(log).isEmpty();

    writer.close();
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("-1", "-1");
  }

  @Test
  void endsTheWaitOfACancelledReader() {
    OpenFile reader = pipe.reader();
    pipe.writer();
    IllegalStateException killed = new IllegalStateException("killed");
    me.cancel(killed);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> reader.read(new byte[1], 0, 1))
        .isSameAs(killed);
  }

  @Test
  void writesUpToPipeBufWholeOrNotYet() throws FileException {
    OpenFile reader = pipe.reader();
    OpenFile writer = pipe.writer();
    put(writer, new byte[65526]);
    loop.spawn(true, () -> putSafely(writer, new byte[4096]));
    loop.sleep(1, Bound.BOUNDED);
    byte[] all = new byte[100_000];

    assertThat(reader.read(all, 0, all.length)).isEqualTo(65526);
    assertThat(reader.read(all, 0, all.length)).isEqualTo(4096);
  }

  @Test
  void writesMoreThanPipeBufAsFarAsItFits() throws FileException {
    OpenFile reader = pipe.reader();
    OpenFile writer = pipe.writer();
    put(writer, new byte[65526]);
    loop.spawn(true, () -> putSafely(writer, new byte[4097]));
    loop.sleep(1, Bound.BOUNDED);
    byte[] all = new byte[100_000];

    assertThat(reader.read(all, 0, all.length)).isEqualTo(65536);
    assertThat(reader.read(all, 0, all.length)).isEqualTo(4087);
  }

  // ---- by name

  @Test
  void letsTheEndsOfANamedPipeMeet() {
    loop.spawn(
        true,
        () -> {
          pipe.open(OpenMode.WRITE);
          log.add("writer at " + (loop.now() - Clock.START));
        });
    loop.sleep(10, Bound.BOUNDED);
    log.add("reader at " + (loop.now() - Clock.START));

    pipe.open(OpenMode.READ);
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("reader at 10", "writer at 10");
  }

  @Test
  void letsAReaderMeetAWriterThatHasLeftAlready() {
    loop.spawn(
        true,
        () -> {
          OpenFile reader = pipe.open(OpenMode.READ);
          log.add("read " + readSafely(reader, new byte[1]));
        });
    loop.sleep(1, Bound.BOUNDED);

    pipe.open(OpenMode.WRITE).close();
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("read -1");
  }

  @Test
  void opensForBothWithoutWaiting() throws FileException {
    OpenFile both = pipe.open(OpenMode.READ_WRITE);

    put(both, "echo");
    byte[] some = new byte[10];

    assertThat(both.read(some, 0, 10)).isEqualTo(4);
  }

  @Test
  void takesAnOpeningBackWhenItsWaitIsCancelled() {
    OpenFile writer = pipe.writer();
    Pipe lonely = new Pipe(loop);
    Task opener = loop.spawn(true, () -> lonely.open(OpenMode.READ));
    loop.sleep(1, Bound.BOUNDED);

    opener.cancel(new IllegalStateException("killed"));
    loop.sleep(1, Bound.BOUNDED);
    OpenFile late = lonely.writer();

    assertThat(Refusal.of(() -> put(late, "x"))).isEqualTo(Errno.EPIPE);
    assertThat(Refusal.of(() -> put(writer, "x"))).isEqualTo(Errno.EPIPE);
  }

  @Test
  void forgetsWhatIsLeftWhenNobodyHasItOpen() throws FileException {
    OpenFile both = pipe.open(OpenMode.READ_WRITE);
    put(both, "stale");
    both.close();

    OpenFile again = pipe.open(OpenMode.READ_WRITE);
    put(again, "new");
    byte[] some = new byte[10];

    assertThat(again.read(some, 0, 10)).isEqualTo(3);
  }

  @Test
  void hasTheStatusOfItsName() throws FileException {
    MemoryFiles files = new MemoryFiles(loop, 0755);
    files.makeFifo("p", 0640);

    OpenFile both = files.open("p", OpenMode.READ_WRITE, 0);

    assertThat(both.status())
        .isEqualTo(files.status("p"))
        .isEqualTo(new FileStatus(FileStatus.Kind.PIPE, 0640, 0, Clock.START));
  }

  private static void put(OpenFile file, String text) throws FileException {
    put(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(OpenFile file, byte[] bytes) throws FileException {
    file.write(bytes, 0, bytes.length);
  }

  private static void putSafely(OpenFile file, String text) {
    putSafely(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void putSafely(OpenFile file, byte[] bytes) {
    try {
      put(file, bytes);
    } catch (FileException e) {
      throw new AssertionError(e);
    }
  }

  private static int readSafely(OpenFile file, byte[] into) {
    try {
      return file.read(into, 0, into.length);
    } catch (FileException e) {
      throw new AssertionError(e);
    }
  }
}
