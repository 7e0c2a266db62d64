package io.jorch.core.wire;

import io.jorch.core.model.Id;
import io.jorch.core.model.TaskSpec;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the form of a type, each worked out once, at its first use.
final class Forms {
  private final Map<Type, Form<?>> known = new ConcurrentHashMap<>();

  /// Not `computeIfAbsent`: a form asks for others while it is made. Types that contain themselves
  /// are not supported; the model has none.
  Form<?> of(Type type) {
    @Nullable Form<?> found = known.get(type);
    if (found == null) {
      found = made(type);
      known.put(type, found);
    }
    return found;
  }

  private Form<?> made(Type type) {
    if (type instanceof ParameterizedType generic) return generic(generic);
    if (type instanceof Class<?> plain) return plain(plain);
    throw unsupported(type);
  }

  private Form<?> generic(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class) {
      return new ContainerForms.Perhaps<>(of(arguments[0]));
    } else if (raw == List.class) {
      return new ContainerForms.Items<>(of(arguments[0]));
    } else if (raw == Set.class) {
      return new ContainerForms.Members<>(new ContainerForms.Items<>(of(arguments[0])));
    } else if (raw == Map.class) {
      return entries((Class<?>) arguments[0], of(arguments[1]));
    }
    throw unsupported(type);
  }

  private static Form<?> entries(Class<?> key, Form<?> value) {
    if (key == String.class) {
      return new ContainerForms.Entries<String, Object>(name -> name, name -> name, anyForm(value));
    } else if (Id.class.isAssignableFrom(key)) {
      return new ContainerForms.Entries<Id, Object>(Id::value, idReader(key), anyForm(value));
    }
    throw unsupported(key);
  }

  @SuppressWarnings("unchecked")
  private static Form<Object> anyForm(Form<?> form) {
    return (Form<Object>) form;
  }

  @SuppressWarnings("unchecked")
  private Form<?> plain(Class<?> type) {
    @Nullable Form<?> scalar = ScalarForms.of(type);
    if (scalar != null) {
      return scalar;
    } else if (type == OptionalInt.class) {
      return new ContainerForms.PerhapsInt((Form<Integer>) of(int.class));
    } else if (type == OptionalLong.class) {
      return new ContainerForms.PerhapsLong((Form<Long>) of(long.class));
    } else if (Id.class.isAssignableFrom(type) && type.isRecord()) {
      return new ScalarForms.Written<>("a " + type.getSimpleName(), idReader(type));
    } else if (type.isEnum()) {
      return named(type);
    } else if (type == Object.class) {
      return new AnyForm(this::of);
    }
    return composed(type);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Form<?> named(Class<?> type) {
    return new ScalarForms.Named(type);
  }

  private Form<?> composed(Class<?> type) {
    try {
      if (type == TaskSpec.class) {
        return new RecurringForm<>(new RecordForm<>(TaskSpec.class, this));
      } else if (type.isRecord()) {
        return new RecordForm<>(type, this);
      } else if (type.isSealed() && type.isInterface()) {
        return new ChoiceForm<>(type, this);
      }
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its canonical constructor: " + type, e);
    }
    throw unsupported(type);
  }

  private static Function<String, Id> idReader(Class<?> type) {
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor(String.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("an identifier that is not one text: " + type, e);
    }
    return text -> {
      try {
        return (Id) constructor.newInstance(text);
      } catch (InvocationTargetException e) {
        throw WireException.refused(e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an identifier's constructor failed: " + type, e);
      }
    };
  }

  private static IllegalArgumentException unsupported(Type type) {
    return new IllegalArgumentException(
        type.getTypeName() + " has no JSON form; teach " + Forms.class.getName() + " or avoid it");
  }
}
