package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/// A regular file of the host, open, with its position.
final class HostFile extends OpenFile {
  private final Path path;
  private final FileChannel channel;
  private FileStatus status;

  private HostFile(Path path, FileChannel channel) throws FileException {
    this.path = path;
    this.channel = channel;
    this.status = HostStatus.of(path, LinkOption.NOFOLLOW_LINKS);
  }

  static HostFile open(Path path, OpenMode how, FileAttribute<?> permissions)
      throws IOException, FileException {
    FileChannel channel = FileChannel.open(path, options(how), permissions);
    try {
      return new HostFile(path, channel);
    } catch (FileException e) {
      channel.close();
      throw e;
    }
  }

  private static Set<OpenOption> options(OpenMode how) {
    return switch (how) {
      case READ -> Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      case WRITE ->
          Set.of(
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              LinkOption.NOFOLLOW_LINKS);
      case APPEND ->
          Set.of(StandardOpenOption.APPEND, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
      case READ_WRITE ->
          Set.of(
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              LinkOption.NOFOLLOW_LINKS);
      case CREATE_NEW -> Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    };
  }

  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    try {
      return channel.read(ByteBuffer.wrap(into, offset, length));
    } catch (NonReadableChannelException e) {
      throw new FileException(Errno.EBADF);
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  @Override
  public void unread(byte[] from, int offset, int length) {
    try {
      channel.position(channel.position() - length);
    } catch (IOException e) {
      throw new IllegalStateException("a regular file that cannot seek", e);
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (NonWritableChannelException e) {
      throw new FileException(Errno.EBADF);
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  /// What the file was when it was last seen under its name.
  @Override
  public FileStatus status() {
    try {
      status = HostStatus.of(path, LinkOption.NOFOLLOW_LINKS);
    } catch (FileException e) {
      // Removed meanwhile: what is known of it stays true.
      return status;
    }
    return status;
  }

  @Override
  protected void closed() {
    try {
      channel.close();
    } catch (IOException e) {
      // Every write has been answered already; what the disk says later has nobody to go to.
      return;
    }
  }
}
