package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  private final Descriptors descriptors = new Descriptors();

  private static final class Counted extends OpenFile {
    private boolean closed;

    @Override
    public FileStatus status() {
      return new FileStatus(FileStatus.Kind.FILE, 0644, 0, 0);
    }

    @Override
    protected void closed() {
      closed = true;
    }
  }

  private Counted open(int descriptor) {
    Counted file = new Counted();
    descriptors.set(descriptor, file);
    return file;
  }

  @Test
  void listsNumbersAscending() {
    open(9);
    open(0);
    open(200);
    open(1);

    assertThat(descriptors.numbers()).containsExactly(0, 1, 9, 200);
    assertThat(descriptors.free(0)).isEqualTo(2);
    assertThat(descriptors.free(200)).isEqualTo(201);
  }

  @Test
  void closesWhatIsReplaced() {
    Counted first = open(1);

    Counted second = open(1);

    assertThat(first.closed).isTrue();
    assertThat(descriptors.get(1)).isSameAs(second);
  }

  @Test
  void sharesItsFilesWithACopy() {
    Counted file = open(3);

    Descriptors copy = descriptors.share();
    descriptors.close(3);

    assertThat(descriptors.get(3)).isNull();
    assertThat(file.closed).isFalse();
    copy.closeAll();
    assertThat(file.closed).isTrue();
    assertThat(copy.numbers()).isEmpty();
  }
}
