package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeviceFilesTest {
  private final Files files = view(7);

  @Test
  void swallowsWhatIsWrittenToNull() throws FileException {
    files.write("/dev/null", new byte[100]);

    assertThat(files.read("/dev/null")).isEmpty();
    assertThat(files.status("/dev/null"))
        .returns(FileStatus.Kind.CHARACTER_DEVICE, FileStatus::kind)
        .returns(0666, FileStatus::mode);
  }

  @Test
  void readsZerosForEver() throws FileException {
    for (String device : new String[] {"/dev/zero", "/dev/full"}) {
      byte[] bytes = {1, 2, 3, 4};

      int count = files.open(device, OpenMode.READ, 0).read(bytes, 1, 2);

      assertThat(count).isEqualTo(2);
      assertThat(bytes).containsExactly(1, 0, 0, 4);
    }
  }

  @Test
  void hasNoRoomOnFull() {
    assertThat(Refusal.of(() -> files.write("/dev/full", new byte[1]))).isEqualTo(Errno.ENOSPC);
  }

  @Test
  void readsTheSameRandomBytesFromTheSameSeed() throws FileException {
    byte[] first = noise(view(7), "/dev/random");

    assertThat(noise(view(7), "/dev/urandom")).isEqualTo(first);
    assertThat(noise(view(8), "/dev/random")).isNotEqualTo(first);
  }

  @Test
  void hasNoTerminal() throws FileException {
    assertThat(Refusal.of(() -> files.read("/dev/tty"))).isEqualTo(Errno.ENXIO);
    assertThat(Refusal.of(() -> files.write("/dev/tty", new byte[0]))).isEqualTo(Errno.ENXIO);
    assertThat(files.exists("/dev/tty")).isTrue();
  }

  @Test
  void refusesTheWrongDirection() throws FileException {
    OpenFile reader = files.open("/dev/null", OpenMode.READ, 0);
    OpenFile writer = files.open("/dev/null", OpenMode.WRITE, 0);

    assertThat(Refusal.of(() -> reader.write(new byte[1], 0, 1))).isEqualTo(Errno.EBADF);
    assertThat(Refusal.of(() -> writer.read(new byte[1], 0, 1))).isEqualTo(Errno.EBADF);
  }

  @Test
  void leadsToADescriptorOfWhoeverAsks() throws FileException {
    TreeMap<String, Node> descriptors = new TreeMap<>();
    descriptors.put("1", new DeviceFiles(new Random(1)).child("null"));
    Files withProc =
        files.with(
            "/proc/self/fd",
            new VirtualFiles(VirtualFiles.Manner.PROC, Node.directory(descriptors)));

    withProc.write("/dev/stdout", new byte[1]);

    assertThat(withProc.list("/dev/fd")).containsExactly("1");
    assertThat(withProc.exists("/dev/stdin")).isFalse();
    assertThat(files.list("/dev"))
        .containsExactly(
            "fd", "full", "null", "random", "stderr", "stdin", "stdout", "tty", "urandom", "zero");
  }

  private static Files view(long seed) {
    EventLoop loop = new EventLoop(new VirtualClock());
    DeviceFiles devices = new DeviceFiles(new Random(seed));
    return new Files(new MemoryFiles(loop, 0755))
        .with("/dev", new VirtualFiles(VirtualFiles.Manner.DEV, devices));
  }

  private static byte[] noise(Files files, String path) throws FileException {
    byte[] bytes = new byte[64];
    files.open(path, OpenMode.READ, 0).read(bytes, 0, bytes.length);
    return bytes;
  }
}
