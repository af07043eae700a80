package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.WaitQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// The terminal behind the standard input of this process, with a history of its lines.
///
/// A thread of its own edits; whoever asked for the line waits for it in the lab, and looks up
/// there what the editor wants to know.
public final class TerminalInput extends HostInput implements LineEditor {
  private static final int MOST_LINES = 10_000;

  private final EventLoop loop;
  private final WaitQueue asked;
  private final ArrayDeque<FutureTask<?>> questions = new ArrayDeque<>();
  private final Terminal terminal;
  private final LineReader reader;
  private Completion completion = (line, cursor) -> List.of();
  private volatile @Nullable Thread editing;

  private TerminalInput(EventLoop loop, Outside outside, Terminal terminal, Path history) {
    super(loop, outside);
    this.loop = loop;
    this.asked = new WaitQueue(loop);
    this.terminal = terminal;
    DefaultParser words = new DefaultParser();
    words.setEscapeChars(null);
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("patchbay")
            .parser(words)
            .history(new DefaultHistory())
            .completer((source, line, candidates) -> complete(line, candidates))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.HISTORY_SIZE, MOST_LINES)
            .build();
  }

  /// The terminal at descriptor 0.
  ///
  /// @param history the file that keeps the lines from one run to the next
  /// @throws IOException when it cannot be set up
  public static TerminalInput open(EventLoop loop, Outside outside, Path history)
      throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(false).build();
    return new TerminalInput(loop, outside, terminal, history);
  }

  /// Gives the terminal back as it was found, and keeps the history.
  public void restore() throws IOException {
    reader.getHistory().save();
    terminal.close();
  }

  /// The window has another size.
  public void resized() {
    terminal.raise(Terminal.Signal.WINCH);
  }

  // ---- a line

  @Override
  public @Nullable String edit(String prompt, Completion words) throws FileException {
    completion = words;
    FutureTask<String> line = blocking().start(() -> line(prompt), asked::signal);
    while (!line.isDone()) {
      answer();
      asked.await(Bound.ENDLESS);
    }
    try {
      return line.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EndOfFileException) {
        return null;
      }
      throw new FileException(
          e.getCause() instanceof UserInterruptException ? Errno.EINTR : Errno.EIO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileException(Errno.EINTR);
    }
  }

  private String line(String prompt) {
    editing = Thread.currentThread();
    try {
      return reader.readLine(prompt);
    } finally {
      editing = null;
    }
  }

  @Override
  public void giveUp() {
    Thread thread = editing;
    if (thread != null) {
      thread.interrupt();
    }
  }

  // ---- what the editor's thread asks the lab's

  private void complete(ParsedLine line, List<org.jline.reader.Candidate> into) {
    String text = line.line();
    int cursor = line.cursor();
    for (Candidate one : ask(() -> completion.candidates(text, cursor))) {
      String about = one.about().isEmpty() ? null : one.about();
      into.add(
          new org.jline.reader.Candidate(
              one.word(), one.word(), null, about, null, null, one.isWhole()));
    }
  }

  private List<Candidate> ask(Callable<List<Candidate>> question) {
    FutureTask<List<Candidate>> task = new FutureTask<>(question);
    loop.post(() -> {
      questions.add(task);
      asked.signal();
    });
    try {
      return task.get();
    } catch (ExecutionException e) {
      // Nobody can be told while a line is being edited; there is nothing to offer.
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private void answer() {
    for (FutureTask<?> question = questions.poll(); question != null; question = questions.poll()) {
      question.run();
    }
  }

  // ---- what it knows

  @Override
  public List<String> history() {
    List<String> lines = new ArrayList<>();
    for (History.Entry entry : reader.getHistory()) {
      lines.add(entry.line());
    }
    return lines;
  }

  @Override
  public void forgetHistory() {
    try {
      reader.getHistory().purge();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int columns() {
    return size().getColumns();
  }

  @Override
  public int rows() {
    return size().getRows();
  }

  private Size size() {
    return terminal.getSize();
  }
}
