package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.SocketFiles;
import dev.patchbay.core.SocketFiles.Protocol;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.file.TextFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.syntax.HereDocument;
import dev.patchbay.shell.syntax.Redirection;
import dev.patchbay.shell.syntax.Unparse;
import dev.patchbay.shell.syntax.Word;
import dev.patchbay.shell.text.Bytes;
import dev.patchbay.shell.text.Wording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sets up descriptors as redirections say (XCU 2.7).
final class Redirector {
  /// The least number that `{name}>` gives.
  private static final int FIRST_NAMED = 10;

  private static final Pattern SOCKET = Pattern.compile("/dev/(tcp|udp)/([^/]+)/([^/]+)");

  /// A descriptor and what it stood for before; null for nothing.
  private record Saved(int descriptor, @Nullable OpenFile file) {
    void close() {
      if (file != null) {
        file.close();
      }
    }
  }

  private final Shell shell;
  private final Expander expander;

  Redirector(Shell shell, Expander expander) {
    this.shell = shell;
    this.expander = expander;
  }

  /// Sets up the descriptors of `process`, for good.
  ///
  /// @throws CommandException when a file cannot be opened: its message lacks the shell's name
  void apply(List<Redirection> redirections, Process process) {
    for (Redirection redirection : redirections) {
      apply(redirection, process, null);
    }
    reset(process);
  }

  /// As [#apply], for the shell's own process; what is returned puts everything back.
  Runnable applyForNow(List<Redirection> redirections) {
    Process process = shell.process();
    ArrayDeque<Saved> saved = new ArrayDeque<>();
    try {
      for (Redirection redirection : redirections) {
        apply(redirection, process, saved);
      }
      reset(process);
    } catch (RuntimeException e) {
      restore(process, saved);
      throw e;
    }
    return () -> restore(process, saved);
  }

  private static void restore(Process process, ArrayDeque<Saved> saved) {
    if (process.hasEnded()) {
      // A program has taken the process over and ended it: nothing is left to put back.
      saved.forEach(Saved::close);
      return;
    }
    reset(process);
    while (!saved.isEmpty()) {
      Saved one = saved.pop();
      if (one.file == null) {
        process.descriptors().close(one.descriptor);
      } else {
        process.descriptors().set(one.descriptor, one.file);
      }
    }
    reset(process);
  }

  private static void reset(Process process) {
    try {
      process.resetOutput();
    } catch (FileException e) {
      throw new CommandException(1, "write error: " + e.errno().text());
    }
  }

  private void apply(Redirection redirection, Process process, @Nullable ArrayDeque<Saved> saved) {
    switch (redirection) {
      case Redirection.ToFile(int fd, Redirection.Access access, Word path) ->
          set(process, fd, open(process, name(path), access), saved);
      case Redirection.OutputAndError(boolean append, Word path) -> {
        Redirection.Access access = append ? Redirection.Access.APPEND : Redirection.Access.WRITE;
        OpenFile file = open(process, name(path), access);
        set(process, 1, file, saved);
        set(process, 2, file.share(), saved);
      }
      case Redirection.HereString(int fd, Word text) ->
          set(process, fd, new TextFile(Bytes.encode(expander.text(text) + "\n")), saved);
      case HereDocument document ->
          set(
              process,
              document.descriptor(),
              new TextFile(Bytes.encode(expander.text(document.body()))),
              saved);
      case Redirection.Duplicate duplicate -> duplicate(duplicate, process, saved);
      case Redirection.Named(String name, Redirection inner) -> named(name, inner, process);
    }
  }

  /// The descriptor stays open when the command has ended.
  private void named(String name, Redirection inner, Process process) {
    if (inner instanceof Redirection.Duplicate d && "-".equals(d.source().constant())) {
      String number = shell.variables().value(name);
      if (number == null || !number.matches("\\d{1,9}")) {
        throw new CommandException(1, name + ": ambiguous redirect");
      }
      process.descriptors().close(Integer.parseInt(number));
      return;
    }
    int descriptor = process.descriptors().free(FIRST_NAMED);
    apply(at(inner, descriptor), process, null);
    shell.variables().assign(name, Integer.toString(descriptor));
  }

  private static Redirection at(Redirection redirection, int descriptor) {
    return switch (redirection) {
      case Redirection.ToFile(int n, Redirection.Access access, Word path) ->
          new Redirection.ToFile(descriptor, access, path);
      case Redirection.HereString(int n, Word text) -> new Redirection.HereString(descriptor, text);
      case Redirection.Duplicate(int n, boolean input, Word source) ->
          new Redirection.Duplicate(descriptor, input, source);
      case HereDocument document -> document.at(descriptor);
      default -> redirection;
    };
  }

  private void duplicate(
      Redirection.Duplicate duplicate, Process process, @Nullable ArrayDeque<Saved> saved) {
    String source = name(duplicate.source());
    boolean move = source.length() > 1 && source.endsWith("-");
    String digits = move ? source.substring(0, source.length() - 1) : source;
    if (source.equals("-")) {
      save(process, duplicate.descriptor(), saved);
      process.descriptors().close(duplicate.descriptor());
      return;
    }
    if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Character::isDigit)) {
      throw new CommandException(1, source + ": ambiguous redirect");
    }
    int number = Integer.parseInt(digits);
    OpenFile file = process.descriptors().get(number);
    if (file == null) {
      throw new CommandException(1, number + ": " + Errno.EBADF.text());
    }
    if (number != duplicate.descriptor()) {
      set(process, duplicate.descriptor(), file.share(), saved);
    }
    if (move) {
      save(process, number, saved);
      process.descriptors().close(number);
    }
  }

  private static void set(
      Process process, int descriptor, OpenFile file, @Nullable ArrayDeque<Saved> saved) {
    save(process, descriptor, saved);
    process.descriptors().set(descriptor, file);
  }

  private static void save(Process process, int descriptor, @Nullable ArrayDeque<Saved> saved) {
    if (saved != null) {
      OpenFile before = process.descriptors().get(descriptor);
      saved.push(new Saved(descriptor, before == null ? null : before.share()));
    }
  }

  /// The one field that the word must stand for.
  private String name(Word word) {
    String constant = word.constant();
    if (constant != null) {
      return constant;
    }
    if (shell.isStrict()) {
      return expander.text(word);
    }
    List<String> fields = new ArrayList<>(1);
    expander.fields(word, fields);
    if (fields.size() != 1) {
      throw new CommandException(1, Unparse.word(word) + ": ambiguous redirect");
    }
    return fields.getFirst();
  }

  private OpenFile open(Process process, String path, Redirection.Access access) {
    OpenFile known = descriptorFile(process, path);
    if (known != null) {
      return known.share();
    }
    Matcher socket = SOCKET.matcher(path);
    if (shell.wording() == Wording.BASH && socket.matches()) {
      return connection(process, path, socket);
    }
    try {
      return process
          .files()
          .open(
              Files.absolute(process.directory(), path),
              mode(process, path, access),
              0666 & ~process.umask());
    } catch (FileException e) {
      boolean makes = access != Redirection.Access.READ;
      Wording wording = shell.wording();
      throw new CommandException(wording.status(1), wording.notOpened(path, e.errno(), makes));
    }
  }

  /// What `/dev/stdin`, `/dev/fd/3` and their like stand for: the shell itself knows them, as bash
  /// does.
  private static @Nullable OpenFile descriptorFile(Process process, String path) {
    if (!path.startsWith("/dev/")) {
      return null;
    }
    return switch (path) {
      case "/dev/stdin" -> process.descriptors().get(0);
      case "/dev/stdout" -> process.descriptors().get(1);
      case "/dev/stderr" -> process.descriptors().get(2);
      default -> {
        boolean number = path.startsWith("/dev/fd/") && path.substring(8).matches("\\d{1,4}");
        yield number ? process.descriptors().get(Integer.parseInt(path.substring(8))) : null;
      }
    };
  }

  /// What `/dev/tcp/HOST/PORT` and `/dev/udp/HOST/PORT` stand for in bash, which tells twice what
  /// went wrong.
  private OpenFile connection(Process process, String path, Matcher socket) {
    SocketFiles sockets = SocketFiles.provided().orElse(null);
    Errno refused = Errno.ENOENT;
    if (sockets != null) {
      Protocol protocol = socket.group(1).equals("tcp") ? Protocol.TCP : Protocol.UDP;
      try {
        return sockets.connect(process, protocol, socket.group(2), socket.group(3));
      } catch (SocketFiles.Refused e) {
        Voice voice = shell.voice();
        String start = e.unnamed() ? voice.at(shell.line()) : voice.name() + ": ";
        process.complain(start + e.getMessage());
        refused = e.errno();
      }
    }
    throw new CommandException(1, shell.wording().notOpened(path, refused, false));
  }

  private OpenMode mode(Process process, String path, Redirection.Access access) {
    return switch (access) {
      case READ -> OpenMode.READ;
      case OVERWRITE -> OpenMode.WRITE;
      case APPEND -> OpenMode.APPEND;
      case READ_WRITE -> OpenMode.READ_WRITE;
      case WRITE ->
          shell.has(Option.NOCLOBBER) && !isSpecial(process, path)
              ? OpenMode.CREATE_NEW
              : OpenMode.WRITE;
    };
  }

  /// Whether it is there and no regular file: `set -C` does not protect a device.
  private static boolean isSpecial(Process process, String path) {
    try {
      FileStatus status = process.files().status(Files.absolute(process.directory(), path));
      return status.kind() != FileStatus.Kind.FILE;
    } catch (FileException missing) {
      return false;
    }
  }
}
