package io.jorch.agent.linux;

import io.jorch.agent.linux.Arg.Address;
import io.jorch.agent.linux.Arg.Bytes;
import io.jorch.agent.linux.Arg.Slot;
import io.jorch.agent.linux.Arg.Text;
import io.jorch.agent.linux.Arg.Value;
import io.jorch.agent.linux.Arg.Words;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lays a plan out as the one block that launcher.c reads: a header of seven words (magic, offset
/// and number of relocations, offset of the steps, steps in each part), data, steps, relocations.
/// All offsets count from the start of the block; a relocated word is an offset that the launcher
/// turns into a pointer.
final class PlanEncoder {
  private static final long MAGIC = 0x316e616c7068636aL;
  private static final int WORD = 8;
  private static final int HEADER = 7 * WORD;
  private static final int STEP = 80;
  private static final int ACCEPTED_OFFSET = 64;

  private final Map<Arg, Integer> places = new HashMap<>();
  private final Map<Register, Integer> homes = new HashMap<>();
  private final List<Integer> relocations = new ArrayList<>();
  private ByteBuffer block = ByteBuffer.allocate(16 * 1024).order(ByteOrder.LITTLE_ENDIAN);
  private int end = HEADER;

  private PlanEncoder() {}

  static byte[] encode(LaunchPlan plan) {
    return new PlanEncoder().whole(plan);
  }

  private byte[] whole(LaunchPlan plan) {
    List<Step> steps = plan.steps();
    for (Step step : steps) placeSlots(step);
    for (Step step : steps) step.arguments().forEach(this::place);
    int first = take(steps.size() * STEP);
    for (int i = 0; i < steps.size(); i++) put(steps.get(i), first + i * STEP);
    int list = take(relocations.size() * WORD);
    for (int i = 0; i < relocations.size(); i++) block.putLong(list + i * WORD, relocations.get(i));
    long[] header = {
      MAGIC,
      list,
      relocations.size(),
      first,
      plan.before().size(),
      plan.child().size(),
      plan.after().size()
    };
    for (int i = 0; i < header.length; i++) block.putLong(i * WORD, header[i]);
    return Arrays.copyOf(block.array(), end);
  }

  /// Words with slots come first: they decide where their registers live.
  private void placeSlots(Step step) {
    for (Arg argument : step.arguments())
      if (argument instanceof Words words
          && words.words().stream().anyMatch(Slot.class::isInstance)) place(words);
  }

  /// Where the argument points to; equal arguments share one place. Zero for plain numbers.
  private int place(Arg argument) {
    Integer known = places.get(argument);
    if (known != null) return known;
    int place =
        switch (argument) {
          case Text text -> placeBytes(text.text().getBytes(StandardCharsets.UTF_8));
          case Bytes bytes -> placeBytes(contentOf(bytes));
          case Words words -> placeWords(words);
          case Address address -> home(address.register());
          case Value value -> home(value.register());
          case Slot slot -> home(slot.register());
          case Arg.Constant number -> 0;
        };
    places.put(argument, place);
    return place;
  }

  private int placeWords(Words words) {
    int at = take(words.words().size() * WORD);
    for (int i = 0; i < words.words().size(); i++) {
      Arg word = words.words().get(i);
      if (word instanceof Slot slot) settle(slot.register(), at + i * WORD);
      else if (word instanceof Arg.Constant number) block.putLong(at + i * WORD, number.value());
      else point(at + i * WORD, place(word));
    }
    return at;
  }

  private void settle(Register register, int place) {
    if (homes.putIfAbsent(register, place) != null)
      throw new IllegalArgumentException(register + " has two homes in one launch plan");
  }

  private int placeBytes(byte[] content) {
    int at = take(content.length + 1);
    for (int i = 0; i < content.length; i++) block.put(at + i, content[i]);
    return at;
  }

  private static byte[] contentOf(Bytes bytes) {
    byte[] content = new byte[bytes.content().remaining()];
    bytes.content().duplicate().get(content);
    return content;
  }

  private int home(Register register) {
    return homes.computeIfAbsent(register, r -> take(WORD));
  }

  private void put(Step step, int at) {
    int indirect = 0;
    for (int i = 0; i < step.arguments().size(); i++) {
      int word = at + WORD + i * WORD;
      Arg argument = step.arguments().get(i);
      if (argument instanceof Arg.Constant number) block.putLong(word, number.value());
      else if (argument instanceof Value) {
        indirect |= 1 << i;
        block.putLong(word, place(argument));
      } else point(word, place(argument));
    }
    block.putInt(at, step.call().number());
    block.putInt(at + 4, indirect);
    block.putLong(at + 56, step.result().map(this::home).orElse(0));
    for (int i = 0; i < step.accepted().size(); i++)
      block.putInt(at + ACCEPTED_OFFSET + 4 * i, step.accepted().get(i));
  }

  private void point(int word, int target) {
    block.putLong(word, target);
    relocations.add(word);
  }

  /// Room for so many bytes, zeroed and on a word boundary.
  private int take(int size) {
    int at = end;
    end += (size + WORD - 1) / WORD * WORD;
    if (end > block.capacity()) {
      byte[] larger = Arrays.copyOf(block.array(), Math.max(end, 2 * block.capacity()));
      block = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN);
    }
    return at;
  }
}
