package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryFilesTest {
  private final EventLoop loop = new EventLoop(new VirtualClock());
  private final MemoryFiles files = new MemoryFiles(loop, 0755);

  @Test
  void readsWhatWasWritten() throws FileException {
    write("f", OpenMode.WRITE, "hello\n");

    assertThat(text("f")).isEqualTo("hello\n");
    assertThat(files.status("f"))
        .isEqualTo(new FileStatus(FileStatus.Kind.FILE, 0644, 6, Clock.START));
  }

  @Test
  void opensInEachManner() throws FileException {
    write("f", OpenMode.CREATE_NEW, "one");
    write("f", OpenMode.APPEND, " two");
    assertThat(text("f")).isEqualTo("one two");
    write("f", OpenMode.READ_WRITE, "ONE");
    assertThat(text("f")).isEqualTo("ONE two");
    write("f", OpenMode.WRITE, "x");

    assertThat(text("f")).isEqualTo("x");
    assertThat(Refusal.of(() -> files.open("f", OpenMode.CREATE_NEW, 0644)))
        .isEqualTo(Errno.EEXIST);
    assertThat(Refusal.of(() -> files.open("g", OpenMode.READ, 0644))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void appendsAtTheEndWhoeverElseWrites() throws FileException {
    OpenFile one = files.open("log", OpenMode.APPEND, 0644);
    OpenFile other = files.open("log", OpenMode.APPEND, 0644);

    put(one, "a");
    put(other, "bb");
    put(one, "c");

    assertThat(text("log")).isEqualTo("abbc");
  }

  @Test
  void sharesOnePositionAmongTheDescriptorsOfOneOpening() throws FileException {
    write("f", OpenMode.WRITE, "abc");
    OpenFile file = files.open("f", OpenMode.READ, 0);
    OpenFile same = file.share();
    byte[] one = new byte[1];

    file.read(one, 0, 1);
    same.read(one, 0, 1);
    file.close();

    assertThat(one).containsExactly('b');
    assertThat(same.readAll()).containsExactly('c');
    assertThat(same.read(one, 0, 1)).isEqualTo(-1);
  }

  @Test
  void readsZerosWhereSomebodyEmptiedTheFileUnderAWriter() throws FileException {
    OpenFile file = files.open("f", OpenMode.WRITE, 0644);
    put(file, "abc");
    files.open("f", OpenMode.WRITE, 0644).close();

    put(file, "d");

    assertThat(text("f")).isEqualTo("\0\0\0d");
  }

  @Test
  void refusesTheWrongDirection() throws FileException {
    OpenFile writer = files.open("f", OpenMode.WRITE, 0644);
    OpenFile reader = files.open("f", OpenMode.READ, 0644);

    assertThat(Refusal.of(() -> writer.read(new byte[1], 0, 1))).isEqualTo(Errno.EBADF);
    assertThat(Refusal.of(() -> put(reader, "x"))).isEqualTo(Errno.EBADF);
  }

  @Test
  void keepsAnOpenFileThatHasLostItsName() throws FileException {
    write("f", OpenMode.WRITE, "still here");
    OpenFile file = files.open("f", OpenMode.READ_WRITE, 0644);

    files.remove("f");
    write("f", OpenMode.WRITE, "another");

    assertThat(file.readAll()).asString().isEqualTo("still here");
    assertThat(text("f")).isEqualTo("another");
  }

  @Test
  void stampsFilesAndTheirDirectoriesWithTheTimeOfTheLab() throws FileException {
    files.makeDirectory("d", 0755);
    loop.runUntil(Clock.START + 5);
    write("d/f", OpenMode.WRITE, "");
    loop.runUntil(Clock.START + 9);
    OpenFile file = files.open("d/f", OpenMode.APPEND, 0);
    assertThat(modified("d/f")).isEqualTo(5);
    put(file, "x");

    assertThat(modified("d")).isEqualTo(5);
    assertThat(modified("d/f")).isEqualTo(9);
    files.remove("d/f");
    assertThat(modified("d")).isEqualTo(9);
    files.changeTime("d", Clock.START + 1);
    assertThat(modified("d")).isEqualTo(1);
  }

  @Test
  void listsNamesInOrder() throws FileException {
    files.makeDirectory("d", 0700);
    for (String name : new String[] {"b", "a", "B", ".c"}) {
      write("d/" + name, OpenMode.WRITE, "");
    }

    assertThat(files.list("d")).containsExactly(".c", "B", "a", "b");
    assertThat(files.list("")).containsExactly("d");
    assertThat(Refusal.of(() -> files.list("d/a"))).isEqualTo(Errno.ENOTDIR);
    assertThat(Refusal.of(() -> files.list("x"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.list("d/a/b"))).isEqualTo(Errno.ENOTDIR);
  }

  @Test
  void makesDirectoriesAndLinks() throws FileException {
    files.makeDirectory("d", 0700);
    files.makeLink("d/l", "../é");

    assertThat(files.status("d")).returns(0700, FileStatus::mode);
    assertThat(files.readLink("d/l")).isEqualTo("../é");
    assertThat(files.status("d/l"))
        .isEqualTo(new FileStatus(FileStatus.Kind.SYMLINK, 0777, 5, Clock.START));
    assertThat(Refusal.of(() -> files.makeDirectory("d", 0700))).isEqualTo(Errno.EEXIST);
    assertThat(Refusal.of(() -> files.makeLink("d/l", "x"))).isEqualTo(Errno.EEXIST);
    assertThat(Refusal.of(() -> files.makeDirectory("x/y", 0700))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.makeDirectory("d/l/y", 0700))).isEqualTo(Errno.ENOTDIR);
    assertThat(Refusal.of(() -> files.readLink("d"))).isEqualTo(Errno.EINVAL);
  }

  @Test
  void opensADirectoryForReadingButDoesNotReadIt() throws FileException {
    files.makeDirectory("d", 0700);
    OpenFile directory = files.open("d", OpenMode.READ, 0);

    assertThat(directory.status().isDirectory()).isTrue();
    assertThat(Refusal.of(directory::readAll)).isEqualTo(Errno.EISDIR);
    assertThat(Refusal.of(() -> files.open("d", OpenMode.WRITE, 0))).isEqualTo(Errno.EISDIR);
  }

  @Test
  void removesFilesAndEmptyDirectories() throws FileException {
    files.makeDirectory("d", 0700);
    write("d/f", OpenMode.WRITE, "");

    assertThat(Refusal.of(() -> files.remove("d"))).isEqualTo(Errno.ENOTEMPTY);
    files.remove("d/f");
    files.remove("d");

    assertThat(files.list("")).isEmpty();
    assertThat(Refusal.of(() -> files.remove("d"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.remove(""))).isEqualTo(Errno.EBUSY);
  }

  @Test
  void renamesOverWhatMayBeReplaced() throws FileException {
    write("f", OpenMode.WRITE, "f");
    write("g", OpenMode.WRITE, "g");
    files.makeDirectory("d", 0755);
    files.makeDirectory("e", 0700);

    files.rename("f", "g");
    files.rename("e", "d");
    files.rename("g", "g");
    files.rename("g", "d/h");

    assertThat(files.list("")).containsExactly("d");
    assertThat(files.status("d")).returns(0700, FileStatus::mode);
    assertThat(text("d/h")).isEqualTo("f");
  }

  @Test
  void refusesToRenameOverWhatMayNot() throws FileException {
    write("f", OpenMode.WRITE, "");
    files.makeDirectory("d", 0755);
    files.makeDirectory("e", 0755);
    files.makeDirectory("e/sub", 0755);

    assertThat(Refusal.of(() -> files.rename("x", "y"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.rename("f", "d"))).isEqualTo(Errno.EISDIR);
    assertThat(Refusal.of(() -> files.rename("d", "f"))).isEqualTo(Errno.ENOTDIR);
    assertThat(Refusal.of(() -> files.rename("d", "e"))).isEqualTo(Errno.ENOTEMPTY);
    assertThat(Refusal.of(() -> files.rename("d", "d/x"))).isEqualTo(Errno.EINVAL);
    assertThat(Refusal.of(() -> files.rename("f", "x/y"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.rename("f", "f/y"))).isEqualTo(Errno.ENOTDIR);
    assertThat(files.list("")).containsExactly("d", "e", "f");
  }

  @Test
  void changesPermissionBits() throws FileException {
    write("f", OpenMode.WRITE, "");

    files.changeMode("f", 0100755);

    assertThat(files.status("f")).returns(0755, FileStatus::mode);
  }

  @Test
  void isFullAtItsLimitAndHasRoomAgainWhenFilesAreGone() throws FileException {
    byte[] mebibyte = new byte[1 << 20];
    OpenFile file = files.open("f", OpenMode.WRITE, 0644);
    for (int i = 0; i < 256; i++) {
      file.write(mebibyte, 0, mebibyte.length);
    }
    OpenFile other = files.open("g", OpenMode.WRITE, 0644);

    assertThat(Refusal.of(() -> put(other, "x"))).isEqualTo(Errno.ENOSPC);
    files.remove("f");
    assertThat(Refusal.of(() -> put(other, "x"))).isEqualTo(Errno.ENOSPC);
    file.close();
    put(other, "x");

    assertThat(text("g")).isEqualTo("x");
  }

  @Test
  void readsBackWhatRandomWritesLeft() throws FileException {
    Random random = new Random(3);
    StringBuilder expected = new StringBuilder();
    OpenFile file = files.open("f", OpenMode.APPEND, 0644);
    for (int i = 0; i < 500; i++) {
      String part = Integer.toString(random.nextInt(), 36).repeat(random.nextInt(20));
      put(file, part);
      expected.append(part);
    }

    assertThat(text("f")).isEqualTo(expected.toString());
  }

  private long modified(String path) {
    FileStatus status = files.status(path);
    return status == null ? -1 : status.modified() - Clock.START;
  }

  private void write(String path, OpenMode how, String text) throws FileException {
    OpenFile file = files.open(path, how, 0644);
    put(file, text);
    file.close();
  }

  private static void put(OpenFile file, String text) throws FileException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  private String text(String path) throws FileException {
    return new String(files.open(path, OpenMode.READ, 0).readAll(), StandardCharsets.UTF_8);
  }
}
