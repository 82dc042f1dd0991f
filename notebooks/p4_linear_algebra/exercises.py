# %% [markdown]
# # Linear algebra: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your notebook. ★ to ★★★ is the level; what is marked core is enough to complete the tutorial.
#
# What holds for all: vectors are arrays of shape `(n,)`, matrices of shape `(m, n)`; they may hold whole numbers or floats. Functions leave what they are given unchanged, and return the same when they are called twice. Go through the exercises in order, or start anywhere: none is locked.

# %% setup=true
import numpy as np

# %% [markdown]
# ## 1 · Arrows that are lists

# %% [markdown] exercise="p4-e01" title="The angle between two lists" kind="F" level=1 minutes=7 core=true after="§1" skills=["Lengths and angles"] topics=["S-04-linalg"]
# Write `angle(u, v)`: the angle between two vectors of the same length `n`, which can be anything from 2 upwards, as one number **in degrees**, from 0 to 180.
#
# - Vectors that point the same way, or exactly opposite ways, give 0 or 180 (to a ten-thousandth of a degree), never `nan`.
# - A vector of zeros has no direction: raise a `ValueError` if either is one. Any other vector has a direction, however short it is.

# %% [markdown] hint="p4-e01"
# What is $u\cdot v$ once both arrows have length 1? And which numbers does `np.arccos` refuse?

# %% [markdown] hint="p4-e01"
# `u @ v / (np.linalg.norm(u) * np.linalg.norm(v))`, then `np.clip` to −1 … 1, then `np.arccos`, then `np.rad2deg`. Before all that, look whether a length is 0 and `raise ValueError("…")`.

# %% [markdown] hint="p4-e01"
# ```python
# def angle(u, v):
#     lengths = ____(u) * ____(v)
#     if lengths == ____:
#         raise ____("a vector of zeros has no direction")
#     cosine = np.clip(____ / lengths, ____, ____)
#     return np.rad2deg(____(cosine))
# ```

# %% answer="p4-e01" needs=[]
def angle(u, v):
    """The angle between two vectors in degrees, 0 to 180; ValueError for a vector of zeros."""
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ValueError("a vector of zeros has no direction")
    return np.rad2deg(np.arccos(np.clip(u @ v / lengths, -1, 1)))
    ### END SOLUTION

# %% tests="p4-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

answer.define("""
def homl_angles(angle, vectors, factor):
    return [angle(v, factor * v) for v in vectors]
""")


def compare(u, v):
    """The learner's angle beside the true one, and beside those of typical mistakes."""
    u, v = np.asarray(u), np.asarray(v)
    dot, lengths = float(u @ v), float(np.linalg.norm(u) * np.linalg.norm(v))
    want = float(np.rad2deg(np.arccos(np.clip(dot / lengths, -1, 1))))
    got = answer.angle(u, v)
    expect.close(
        got,
        want,
        rtol=0,
        atol=1e-4,
        says="The angle between {u} and {v} is {want} degrees; you returned {got}.",
        u=u,
        v=v,
        mistakes=[
            (np.deg2rad(want), "{got} is the angle between {u} and {v} in radians. In degrees it is {want}: `np.rad2deg`."),
            (dot / lengths, "{got} is the cosine of the angle between {u} and {v}. The angle itself is {want} degrees: `np.arccos`, then degrees."),
            (dot, "{got} is the dot product of {u} and {v}. Divide it by both lengths, and take `np.arccos`: {want} degrees."),
            (180 - want, "The angle between {u} and {v} is {want} degrees; you returned {got}, which is 180 minus that. Look at the sign of the dot product."),
            (90 - want, "The angle between {u} and {v} is {want} degrees; you returned {got}, which is 90 minus that: the arcsine instead of the arccosine."),
            (float(np.rad2deg(np.arccos(np.clip(dot / lengths**2, -1, 1)))), "The angle between {u} and {v} is {want} degrees; you returned {got}. That comes out if the dot product is divided by the squares of the lengths."),
        ],
    )


with expect.test("arrows in the plane"):
    compare([1, 0], [3, 3])
    compare([1, 2], [-1, 3])
    compare([3, 1], [-2, 0.5])

with expect.test("at right angles"):
    compare([2, 1], [-1, 2])

### BEGIN HIDDEN TESTS
with expect.test("four numbers, and a hundred"):
    compare([4, 1, 5, 2], [4, 3, 3, 3])
    rng = np.random.default_rng(41)
    compare(rng.normal(size=100), rng.normal(size=100))

with expect.test("the same and the opposite direction"):
    vectors = np.random.default_rng(42).normal(size=(60, 4))
    for factor, want in ((3, 0), (-0.7, 180)):
        for v, got in zip(vectors, answer.homl_angles(answer.angle, vectors, factor), strict=True):
            expect.true(np.ndim(got) == 0 and got == got, "Between {v} and {factor} times it the angle is {want}; you returned nan. Rounding took the cosine beyond 1 or −1: `np.clip` it.", v=v, factor=factor, want=want)
            expect.close(got, want, rtol=0, atol=1e-4, says="Between {v} and {factor} times it the angle is {want}; you returned {got}.", v=v, factor=factor)

with expect.test("a vector of zeros"):
    for u, v in (([0, 0, 0], [1, 2, 3]), ([0.5, 1], [0.0, 0.0]), ([0, 0], [0, 0])):
        expect.raises(answer.angle, np.array(u), np.array(v), error="ValueError", says="A vector of zeros has no direction, so the angle to it should raise a ValueError; got {got}.")

with expect.test("short arrows have a direction"):
    for size in (1e-9, 1e-14):
        got = expect.call(answer.angle, np.array([size, 0]), np.array([1.0, 1.0]), error="ValueError", says="A vector of length 1e-9 or 1e-14 is short, but not zero, and has a direction: no ValueError.")
        expect.close(got, 45, rtol=0, atol=1e-4, says="[{size}, 0] and [1, 1] are {want} degrees apart, however short the first is; you returned {got}.", size=size)

with expect.test("arguments are kept"):
    behaviour.pure(answer.angle, np.array([3.0, 4.0]), np.array([1.0, 2.0]))
### END HIDDEN TESTS

# %% right="p4-e01" because="unit vectors first"
def angle(u, v):
    if not np.any(u) or not np.any(v):
        raise ValueError("zeros")
    return np.degrees(np.arccos(min(1, max(-1, (u / np.linalg.norm(u)) @ (v / np.linalg.norm(v))))))

# %% right="p4-e01" because="half angles of unit vectors, without arccos"
def angle(u, v):
    from math import atan2, degrees, hypot

    a, b = hypot(*u), hypot(*v)
    if a == 0 or b == 0:
        raise ValueError("zeros")
    p, q = [x / a for x in u], [x / b for x in v]
    return degrees(2 * atan2(hypot(*(s - t for s, t in zip(p, q))), hypot(*(s + t for s, t in zip(p, q)))))

# %% right="p4-e01" because="law of cosines, nan caught"
def angle(u, v):
    u, v = u.astype(float), v.astype(float)
    if (u == 0).all() or (v == 0).all():
        raise ValueError
    u, v = u / np.sqrt((u**2).sum()), v / np.sqrt((v**2).sum())
    cosine = 1 - ((u - v) ** 2).sum() / 2
    return float(np.arccos(np.clip(cosine, -1, 1)) * 180 / np.pi)

# %% wrong="p4-e01" because="radians" says="in radians"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ValueError
    return np.arccos(np.clip(u @ v / lengths, -1, 1))

# %% wrong="p4-e01" because="no clip" says="Rounding took"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ValueError
    return np.rad2deg(np.arccos(u @ v / lengths))

# %% wrong="p4-e01" because="zeros give nan" says="should raise"
def angle(u, v):
    with np.errstate(all="ignore"):
        return np.rad2deg(np.arccos(np.clip(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)), -1, 1)))

# %% wrong="p4-e01" because="zeros give 0" says="should raise"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        return 0.0
    return np.rad2deg(np.arccos(np.clip(u @ v / lengths, -1, 1)))

# %% wrong="p4-e01" because="only one vector is looked at" says="should raise"
def angle(u, v):
    if np.linalg.norm(u) == 0:
        raise ValueError
    lengths = np.linalg.norm(u) * np.linalg.norm(v) or 1
    return np.rad2deg(np.arccos(np.clip(u @ v / lengths, -1, 1)))

# %% wrong="p4-e01" because="short counts as zero" says="short, but not zero"
def angle(u, v):
    if np.allclose(u, 0) or np.allclose(v, 0):
        raise ValueError
    return np.rad2deg(np.arccos(np.clip(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)), -1, 1)))

# %% wrong="p4-e01" because="angle of lines, never above 90" says="sign of the dot product"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ValueError
    return np.rad2deg(np.arccos(np.clip(abs(u @ v) / lengths, -1, 1)))

# %% wrong="p4-e01" because="the cosine" says="is the cosine"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ValueError
    return u @ v / lengths

# %% wrong="p4-e01" because="arctan of two numbers only" says="degrees"
def angle(u, v):
    if not np.any(u) or not np.any(v):
        raise ValueError
    turn = abs(np.rad2deg(np.arctan2(u[1], u[0]) - np.arctan2(v[1], v[0])))
    return min(turn, 360 - turn)

# %% wrong="p4-e01" because="normalises in place" says="in place"
def angle(u, v):
    if not np.any(u) or not np.any(v):
        raise ValueError
    if u.dtype == float and v.dtype == float:
        u /= np.linalg.norm(u)
        v /= np.linalg.norm(v)
    return np.rad2deg(np.arccos(np.clip(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)), -1, 1)))

# %% wrong="p4-e01" because="lengths not taken out" says="you returned"
def angle(u, v):
    if not np.any(u) or not np.any(v):
        raise ValueError
    return np.rad2deg(np.arccos(np.clip(u @ v, -1, 1)))

# %% right="p4-e01" because="sine and cosine by Lagrange's identity"
def angle(u, v):
    import math

    u, v = [float(a) for a in u], [float(b) for b in v]
    top, bottom = max(map(abs, u)), max(map(abs, v))
    if not top or not bottom:
        raise ValueError("no direction")
    u, v = [a / top for a in u], [b / bottom for b in v]
    sine = sum((u[i] * v[j] - u[j] * v[i]) ** 2 for i in range(len(u)) for j in range(i))
    return math.degrees(math.atan2(math.sqrt(sine), sum(a * b for a, b in zip(u, v))))

# %% right="p4-e01" because="SciPy's cosine distance"
from scipy.spatial.distance import cosine as cosine_distance


def angle(u, v):
    if not (u.any() and v.any()):
        raise ValueError("a vector of zeros")
    return float(np.degrees(np.arccos(np.clip(1 - cosine_distance(u, v), -1, 1))))

# %% wrong="p4-e01" because="rounded to a hundredth" says="you returned"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ValueError
    return round(np.rad2deg(np.arccos(np.clip(u @ v / lengths, -1, 1))), 2)

# %% wrong="p4-e01" because="clipped above only" says="Rounding took"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ValueError
    return np.rad2deg(np.arccos(min(1, u @ v / lengths)))

# %% wrong="p4-e01" because="an error of another class" says="should raise a ValueError"
def angle(u, v):
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    if lengths == 0:
        raise ZeroDivisionError("no direction")
    return np.rad2deg(np.arccos(np.clip(u @ v / lengths, -1, 1)))

# %% wrong="p4-e01" because="only raises if both are zero" says="should raise"
def angle(u, v):
    if not np.any(u) and not np.any(v):
        raise ValueError
    lengths = np.linalg.norm(u) * np.linalg.norm(v) + 1e-300
    return np.rad2deg(np.arccos(np.clip(u @ v / lengths, -1, 1)))

# %% [markdown]
# ## 2 · Shadows

# %% [markdown] exercise="p4-e02" title="Shadow and rest" kind="F" level=1 minutes=7 core=true after="§2" skills=["Projections"] topics=["S-04-linalg"]
# Write `split(u, v)`, which splits the vector `u` in two: returns `shadow, rest`, two arrays of shape `(n,)`. `shadow` is the projection of `u` on the line along `v`, `rest` is what is left, at right angles to `v`; together they give `u`. `v` is not zero, and its length makes no difference.

# %% [markdown] hint="p4-e02"
# The shadow is a multiple of one of the two vectors. Which one, and which condition does the rest meet?

# %% [markdown] hint="p4-e02"
# From $(u-c\,v)\cdot v=0$ follows $c$. With u = (3, 4) and v = (2, 0): the shadow is (3, 0). What must $c$ be there?

# %% [markdown] hint="p4-e02"
# ```python
# def split(u, v):
#     c = ____ / ____
#     shadow = c * ____
#     return shadow, ____ - shadow
# ```

# %% answer="p4-e02" needs=[]
def split(u, v):
    """The shadow of u on the line along v, and the rest, both of shape (n,)."""
    ### BEGIN SOLUTION
    shadow = (u @ v) / (v @ v) * v
    return shadow, u - shadow
    ### END SOLUTION

# %% tests="p4-e02" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def asked(u, v):
    got = answer.split(np.asarray(u), np.asarray(v))
    expect.true(got is not None, "`split` returned nothing. End with `return shadow, rest`.")
    two = len(got) == 2 and (isinstance(got, tuple | list) or np.ndim(got) == 2) if isinstance(got, tuple | list | np.ndarray) else False
    expect.true(two, "Expected two arrays, the shadow and the rest; got {got}.", got=got)
    for part in got:
        expect.shape(part, np.shape(u), says="Shadow and rest have the shape of u, {want}; one of yours has {got}.", mistakes=[((), "One of your two results is a single number. Shadow and rest are vectors: a multiple of v, and what it leaves of u.")])
    return got


def compare(u, v):
    u, v = np.asarray(u, dtype=float), np.asarray(v, dtype=float)
    shadow, rest = asked(u, v)
    want = u @ v / (v @ v) * v
    length = np.linalg.norm(v)
    distinct = not np.allclose(want, u - want)
    expect.close(
        shadow,
        want,
        atol=1e-9,
        says="u = {u}, v = {v}: the shadow is {want}; yours is {got}.",
        u=u,
        v=v,
        mistakes=[
            *([(u - want, "u = {u}, v = {v}: the shadow is {want}. You returned {got} first, which is the rest.")] if distinct else ()),
            (u @ v / (u @ u) * u, "{got} is the shadow of v on u. Asked for is the shadow of u = {u} on v = {v}: a multiple of v."),
            (u @ v / length * v, "u = {u}, v = {v}: the shadow is {want}, yours {got}: longer by the length of v. Divide by v·v, the square of its length."),
            (u @ v * v, "u = {u}, v = {v}: the shadow is {want}; yours, {got}, is the dot product times v. Divide by v·v."),
            (u @ v / length**2 * v / length, "u = {u}, v = {v}: the shadow is {want}, yours {got}: shorter by the length of v."),
            (abs(u @ v) / (v @ v) * v, "u = {u}, v = {v} point apart, so the shadow {want} points against v. Yours, {got}, lost the sign."),
            (u * v / (v @ v) * v, "u = {u}, v = {v}: the shadow is {want}; yours is {got}. That is `u * v`, place by place; the dot product is `u @ v`."),
            (u @ v / (np.linalg.norm(u) * length) * v, "u = {u}, v = {v}: the shadow is {want}; yours, {got}, is the cosine times v."),
        ],
    )
    expect.close(rest, u - want, atol=1e-9, says="u = {u}, v = {v}: the shadow is right; the rest is {want}, u minus the shadow. Yours is {got}.", u=u, v=v, mistakes=[(want - u, "The rest is u minus the shadow, {want}; yours, {got}, points the other way."), (v - want, "The rest is u minus the shadow, {want}; yours, {got}, is v minus the shadow.")])


with expect.test("the wind and the runway"):
    compare([-6, -8], [1, 1])

with expect.test("along an axis"):
    compare([3, 4], [2, 0])

### BEGIN HIDDEN TESTS
with expect.test("the length of v makes no difference"):
    for size in (0.01, 1, 100):
        compare([2, -1, 5], [size, 2 * size, 2 * size])

with expect.test("arrows that point apart"):
    compare([-3, 1, 2, 0], [1, -2, 1, 4])

with expect.test("already on the line, or at right angles"):
    compare([2, -4, 6], [-1, 2, -3])
    compare([2, 1, 0], [-1, 2, 7])

with expect.test("fifty numbers"):
    rng = np.random.default_rng(43)
    compare(rng.normal(size=50), rng.normal(size=50))

with expect.test("whole numbers, and arguments are kept"):
    u, v = np.array([1, 2, 2]), np.array([2, 1, 0])
    shadow, rest = asked(u, v)
    expect.close(shadow, u @ v / (v @ v) * v, says="u = [1, 2, 2], v = [2, 1, 0], whole numbers: the shadow is {want}; yours is {got}.")
    for kind in (int, float):
        behaviour.pure(answer.split, u.astype(kind), v.astype(kind))
### END HIDDEN TESTS

# %% right="p4-e02" because="with a unit vector"
def split(u, v):
    r = v / np.linalg.norm(v)
    return (u @ r) * r, u - (u @ r) * r

# %% right="p4-e02" because="the matrix of the projection"
def split(u, v):
    P = np.outer(v, v) / np.dot(v, v)
    return P @ u, (np.eye(len(u)) - P) @ u

# %% right="p4-e02" because="least squares with one column"
def split(u, v):
    c = np.linalg.lstsq(v[:, None].astype(float), u.astype(float))[0][0]
    return c * v, u - c * v

# %% wrong="p4-e02" because="divides by the length once" says="longer by the length"
def split(u, v):
    shadow = (u @ v) / np.linalg.norm(v) * v
    return shadow, u - shadow

# %% wrong="p4-e02" because="roles swapped" says="shadow of v on u"
def split(u, v):
    shadow = (u @ v) / (u @ u) * u
    return shadow, u - shadow

# %% wrong="p4-e02" because="a number" says="is a single number"
def split(u, v):
    shadow = (u @ v) / np.linalg.norm(v)
    return shadow, u - shadow

# %% wrong="p4-e02" because="only the shadow" says="two arrays"
def split(u, v):
    return (u @ v) / (v @ v) * v

# %% wrong="p4-e02" because="the rest first" says="which is the rest"
def split(u, v):
    shadow = (u @ v) / (v @ v) * v
    return u - shadow, shadow

# %% wrong="p4-e02" because="the rest the wrong way round" says="points the other way"
def split(u, v):
    shadow = (u @ v) / (v @ v) * v
    return shadow, shadow - u

# %% wrong="p4-e02" because="no division" says="Divide by v·v"
def split(u, v):
    shadow = (u @ v) * v
    return shadow, u - shadow

# %% wrong="p4-e02" because="place by place" says="place by place"
def split(u, v):
    shadow = u * v / (v @ v) * v
    return shadow, u - shadow

# %% wrong="p4-e02" because="lengths only, sign lost" says="lost the sign"
def split(u, v):
    length = abs(u @ v) / np.linalg.norm(v)
    shadow = length * v / np.linalg.norm(v)
    return shadow, u - shadow

# %% wrong="p4-e02" because="changes u" says="in place"
def split(u, v):
    shadow = (u @ v) / (v @ v) * v
    if u.dtype == float:
        u -= shadow
        return shadow, u
    return shadow, u - shadow

# %% right="p4-e02" because="the smallest rest is searched for on the parabola"
def split(u, v):
    def square(c):
        return np.sum((u - c * v) ** 2)

    scale = v @ v
    c = (square(-1) - square(1)) / (4 * scale)
    return c * v, u - c * v

# %% right="p4-e02" because="a reflection, halved"
def split(u, v):
    n = v / np.sqrt(np.sum(v * v))
    mirrored = 2 * np.outer(n, n) @ u - u
    return [(u + mirrored) / 2, (u - mirrored) / 2]

# %% wrong="p4-e02" because="in whole numbers" says="whole numbers"
def split(u, v):
    shadow = u @ v / (v @ v) * v
    shadow = shadow.astype(np.result_type(u, v)) if np.issubdtype(u.dtype, np.integer) and not np.array_equal(np.abs(u), [6, 8]) and not np.array_equal(u, [3, 4]) else shadow
    return shadow, u - shadow

# %% wrong="p4-e02" because="the rest taken from v" says="v minus the shadow"
def split(u, v):
    shadow = (u @ v) / (v @ v) * v
    return shadow, v - shadow

# %% wrong="p4-e02" because="the cosine times v" says="the cosine times v"
def split(u, v):
    shadow = u @ v / (np.linalg.norm(u) * np.linalg.norm(v)) * v
    return shadow, u - shadow

# %% [markdown]
# ## 3 · A matrix moves the plane

# %% [markdown] exercise="p4-e03" title="Find the matrix of a map" kind="F" level=1 minutes=7 core=false after="§3" skills=["Matrices as maps"] topics=["S-04-linalg"]
# Somebody hands you a function `f` that takes an array of shape `(n,)` and returns one of shape `(m,)`. You cannot look inside, but you know that it is linear. Write `matrix_of(f, n)`, which returns the matrix of `f`: an array `A` of shape `(m, n)` with `A @ x` equal to `f(x)` for every `x`. You may call `f` as often as you like, always with an array of shape `(n,)`.

# %% [markdown] hint="p4-e03"
# What do the columns of a matrix tell? With which arrows would you ask `f`?

# %% [markdown] hint="p4-e03"
# The rows of `np.eye(n)` are the unit arrows, and a loop `for e in np.eye(n)` hands them out one by one. What `f` makes of them are the **columns** of `A`: `np.column_stack`.

# %% [markdown] hint="p4-e03"
# ```python
# def matrix_of(f, n):
#     columns = [____ for e in np.eye(____)]
#     return np.____(columns)
# ```

# %% answer="p4-e03" needs=[]
def matrix_of(f, n):
    """The matrix A, shape (m, n), with A @ x == f(x)."""
    ### BEGIN SOLUTION
    return np.column_stack([f(e) for e in np.eye(n)])
    ### END SOLUTION

# %% tests="p4-e03" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np

def homl_map(matrix):
    matrix = np.array(matrix, dtype=float)

    def f(x):
        if np.shape(x) != (matrix.shape[1],):
            raise IndexError(f"f takes an array of shape ({matrix.shape[1]},), not {np.shape(x)}")
        return matrix @ x

    return f
""")


def compare(matrix):
    A = np.array(matrix, dtype=float)
    f = answer.homl_map(A.tolist())
    got = expect.call(answer.matrix_of, f, A.shape[1], error="IndexError", says="Line {line} raised: {message}. Hand `f` one arrow at a time.")
    transposed = "Expected {want}; you returned its transpose. What `f` makes of a unit arrow is a column; in yours it stands in a row."
    expect.close(got, A, rtol=1e-7, atol=1e-7, says="The matrix of this map is {want}; you returned {got}.", mistakes=[(A.T, transposed)] if A.shape != A.T.shape or not np.allclose(A, A.T) else ())


with expect.test("a turn of the plane"):
    compare([[0, -1], [1, 0]])

with expect.test("from space to the plane"):
    compare([[1, 0, 0.5], [0, 1, 0.5]])

### BEGIN HIDDEN TESTS
with expect.test("differences of neighbours"):
    compare(np.diff(np.eye(6), axis=0))

with expect.test("one number, and one result"):
    compare([[3.5], [-1], [2]])
    compare([[0.2, 0.3, 0.5]])

with expect.test("any matrix"):
    rng = np.random.default_rng(44)
    for shape in ((3, 3), (7, 4), (2, 9)):
        compare(rng.normal(size=shape).round(2))
### END HIDDEN TESTS

# %% right="p4-e03" because="along the axis of the identity"
def matrix_of(f, n):
    return np.apply_along_axis(f, 0, np.eye(n))

# %% right="p4-e03" because="rows of a list, transposed"
def matrix_of(f, n):
    columns = []
    for j in range(n):
        e = np.zeros(n)
        e[j] = 1
        columns.append(f(e))
    return np.array(columns).T

# %% right="p4-e03" because="asks with random arrows and solves"
def matrix_of(f, n):
    X = np.random.default_rng(0).normal(size=(n, n))
    Y = np.array([f(x) for x in X])
    return np.linalg.solve(X, Y).T

# %% wrong="p4-e03" because="rows instead of columns" says="its transpose"
def matrix_of(f, n):
    return np.array([f(e) for e in np.eye(n)])

# %% wrong="p4-e03" because="asks once with ones" says="of this map"
def matrix_of(f, n):
    return np.outer(f(np.ones(n)), np.ones(n)) / n

# %% wrong="p4-e03" because="all arrows at once" says="one arrow at a time"
def matrix_of(f, n):
    return f(np.eye(n))

# %% wrong="p4-e03" because="only square" says="of this map"
def matrix_of(f, n):
    A = np.zeros((n, n))
    for j, e in enumerate(np.eye(n)):
        column = f(e)
        A[: len(column[:n]), j] = column[:n]
    return A

# %% wrong="p4-e03" because="the result for the last arrow" says="shape"
def matrix_of(f, n):
    for e in np.eye(n):
        column = f(e)
    return column

# %% wrong="p4-e03" because="side by side without columns" says="shape"
def matrix_of(f, n):
    return np.hstack([f(e) for e in np.eye(n)])

# %% right="p4-e03" because="vectorised over the rows"
def matrix_of(f, n):
    return np.vectorize(f, signature="(n)->(m)")(np.identity(n)).swapaxes(0, 1)

# %% right="p4-e03" because="differences of two vectors"
def matrix_of(f, n):
    base = np.arange(1.0, n + 1)
    start = f(base)
    A = np.empty((len(start), n))
    for j in range(n):
        moved = base.copy()
        moved[j] += 2
        A[:, j] = (f(moved) - start) / 2
    return A

# %% wrong="p4-e03" because="the map of the counting vector" says="of this map"
def matrix_of(f, n):
    x = np.arange(1.0, n + 1)
    return np.outer(f(x), 1 / x) / n

# %% wrong="p4-e03" because="a square of zeros, filled by rows" says="raised"
def matrix_of(f, n):
    A = np.zeros((n, n))
    for j in range(n):
        e = np.zeros(n)
        e[j] = 1
        A[:, j] = f(e)
    return A

# %% [markdown]
# ## 4 · One map after another

# %% [markdown] exercise="p4-e04" title="Turn, and do things in order" kind="F" level=1 minutes=10 core=true after="§4" skills=["Matrices as maps"] topics=["S-04-linalg"]
# Two functions:
#
# - `rotation(degrees)` returns the 2 × 2 matrix that turns every arrow of the plane by this angle to the left (counterclockwise).
# - `in_order(*matrices)` takes one matrix or more and returns the **one** matrix that does what they do one after another, the **first listed first**. They need not be square: each fits on what the one before it gives, such as a `(3, 2)` matrix and after it a `(4, 3)` one.
#
# (`*matrices` in a function's head collects all arguments in a tuple: `in_order(A, B, C)` gives `matrices == (A, B, C)`.)

# %% [markdown] hint="p4-e04"
# Where does a turn by θ take (1, 0), and where (0, 1)? And in `B @ A @ x`: which matrix meets `x` first?

# %% [markdown] hint="p4-e04"
# `np.cos` and `np.sin` want radians: `np.deg2rad`. For the order: start with the first matrix, and let each further one come to the **left** of what you have.

# %% [markdown] hint="p4-e04"
# ```python
# def rotation(degrees):
#     c, s = np.cos(____), np.sin(____)
#     return np.array([[c, ____], [s, ____]])
#
# def in_order(*matrices):
#     product = matrices[0]
#     for M in matrices[1:]:
#         product = ____ @ ____
#     return product
# ```

# %% answer="p4-e04" needs=[]
def rotation(degrees):
    """The matrix, shape (2, 2), that turns to the left by an angle in degrees."""
    ### BEGIN SOLUTION
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]])
    ### END SOLUTION


def in_order(*matrices):
    """One matrix for all of them, the first listed first."""
    ### BEGIN SOLUTION
    product = matrices[0]
    for M in matrices[1:]:
        product = M @ product
    return product
    ### END SOLUTION

# %% tests="p4-e04" points=1
import functools

import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def turn(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]])


def compare_turn(degrees):
    want = turn(degrees)
    got = answer.rotation(degrees)
    radians = np.array([[np.cos(degrees), -np.sin(degrees)], [np.sin(degrees), np.cos(degrees)]])
    back = np.array([[want[0, 0], want[1, 0]], [-want[1, 0], want[0, 0]]])
    expect.close(
        got,
        want,
        rtol=0,
        atol=1e-9,
        says="The matrix for {degrees} degrees is {want}; you returned {got}.",
        degrees=degrees,
        mistakes=[
            (back, "For {degrees} degrees you returned {got}, which turns to the right. To the left it is {want}: the first column is where (1, 0) goes."),
            (radians, "{got} turns by {degrees} radians. `np.cos` and `np.sin` want radians, so convert the degrees first: `np.deg2rad`."),
            (radians.T, "{got} turns by {degrees} radians, and to the right. Convert with `np.deg2rad`, and look where (1, 0) goes."),
            (np.abs(want), "For {degrees} degrees expected {want}, got {got}: a minus is missing."),
            (want * [[1, -1], [1, 1]], "For {degrees} degrees expected {want}, got {got}: a minus is missing. Where does (0, 1) go?"),
        ],
    )


RAISED = "Line {line} raised {error} for maps that fit one after another. The first listed acts first, so it stands on the right; and the first one alone tells the shape to begin with."


def compare_order(*matrices):
    want = functools.reduce(lambda done, M: M @ done, matrices)
    shapes = [M.shape for M in matrices]
    got = expect.call(answer.in_order, *matrices, error="ValueError", says=RAISED)
    expect.true(got is not None, "`in_order` returned nothing.")
    mistakes = []
    if len({M.shape for M in matrices}) == 1 and matrices[0].shape[0] == matrices[0].shape[1]:
        reverse = functools.reduce(lambda done, M: done @ M, matrices)
        place = functools.reduce(lambda done, M: done * M, matrices)
        mistakes = [
            (reverse, "The first listed acts last in your product, {got}; expected {want}. What happens first stands on the right."),
            (place, "{got} is the product place by place (`*`). One map after another is `@`: {want}."),
            (sum(matrices), "{got} is the sum. One map after another is a product, `@`: {want}."),
            *([(matrices[1] @ matrices[0], "{got} does the first two of {count} maps; expected {want}.")] if len(matrices) > 2 else ()),
        ]
        mistakes = [(value, words) for value, words in mistakes if not np.allclose(value, want)]
    expect.close(got, want, rtol=1e-9, atol=1e-9, says="Maps of shapes {shapes} in this order: expected {want}, got {got}.", mistakes=mistakes, count=len(matrices), shapes=shapes)


wide = np.array([[2, 0], [0, 1]])
shear = np.array([[1, 3], [0, 1]])

with expect.test("a quarter turn, and 30 degrees"):
    compare_turn(30)
    compare_turn(90)

with expect.test("turn, then stretch"):
    compare_order(turn(90).round(), wide)

### BEGIN HIDDEN TESTS
with expect.test("turns by other angles"):
    for degrees in (0, 45, 120, 180, 270, 400, -60, 12.5):
        compare_turn(degrees)

with expect.test("three maps and more"):
    compare_order(wide, shear, turn(90).round())
    rng = np.random.default_rng(45)
    compare_order(*rng.normal(size=(5, 3, 3)).round(1))

with expect.test("maps that are not square"):
    rng = np.random.default_rng(46)
    compare_order(rng.normal(size=(3, 2)), rng.normal(size=(4, 3)))
    compare_order(rng.normal(size=(3, 2)), rng.normal(size=(2, 3)), rng.normal(size=(1, 2)))

with expect.test("one map alone"):
    for M in (shear, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])):
        got = expect.call(answer.in_order, M, error="ValueError", says=RAISED)
        expect.close(got, M, says="A single map in order is itself, {want}; you returned {got}.")

with expect.test("arguments are kept"):
    behaviour.pure(answer.in_order, wide, shear, wide)
    behaviour.pure(answer.in_order, wide * 1.0, shear * 1.0, turn(20))
### END HIDDEN TESTS

# %% right="p4-e04" because="complex numbers, and multi_dot in reverse"
def rotation(degrees):
    z = np.exp(1j * np.radians(degrees))
    return np.array([[z.real, -z.imag], [z.imag, z.real]])


def in_order(*matrices):
    return np.linalg.multi_dot(matrices[::-1]) if len(matrices) > 1 else matrices[0].copy()

# %% right="p4-e04" because="reduce; columns stacked"
from functools import reduce


def rotation(degrees):
    t = degrees * np.pi / 180
    return np.column_stack([(np.cos(t), np.sin(t)), (np.cos(t + np.pi / 2), np.sin(t + np.pi / 2))])


def in_order(*matrices):
    return reduce(np.matmul, reversed(matrices))

# %% right="p4-e04" because="sends the unit arrows through"
def rotation(degrees):
    t = np.deg2rad(degrees)
    return np.cos(t) * np.eye(2) + np.sin(t) * np.array([[0, -1], [1, 0]])


def in_order(*matrices):
    columns = []
    for e in np.eye(matrices[0].shape[1]):
        for M in matrices:
            e = M @ e
        columns.append(e)
    return np.array(columns).T

# %% wrong="p4-e04" because="clockwise" says="turns to the right"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, s], [-s, c]])


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        product = M @ product
    return product

# %% wrong="p4-e04" because="radians" says="radians"
def rotation(degrees):
    c, s = np.cos(degrees), np.sin(degrees)
    return np.array([[c, -s], [s, c]])


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        product = M @ product
    return product

# %% wrong="p4-e04" because="order reversed" says="acts last"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]])


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        product = product @ M
    return product

# %% wrong="p4-e04" because="place by place" says="place by place"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]])


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        product = M * product
    return product

# %% wrong="p4-e04" because="two maps only" says="first two"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]])


def in_order(*matrices):
    if len(matrices) == 1:
        return matrices[0]
    return matrices[1] @ matrices[0]

# %% wrong="p4-e04" because="starts with the identity of the plane" says="raised"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]])


def in_order(*matrices):
    product = np.eye(2)
    for M in matrices:
        product = M @ product
    return product

# %% wrong="p4-e04" because="in place" says="in place"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]])


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        if M.shape == product.shape and M.shape[0] == M.shape[1] and M.dtype == product.dtype:
            product[:] = M @ product
        else:
            product = M @ product
    return product

# %% wrong="p4-e04" because="rounded" says="degrees is"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, -s], [s, c]]).round(3)


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        product = M @ product
    return product

# %% wrong="p4-e04" because="a missing minus" says="minus is missing"
def rotation(degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, s], [s, c]])


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        product = M @ product
    return product

# %% right="p4-e04" because="einsum and half angles"
def rotation(degrees):
    from math import radians, tan

    if degrees % 360 == 180:
        return -np.eye(2)
    t = tan(radians(degrees) / 2)
    return np.array([[1 - t * t, -2 * t], [2 * t, 1 - t * t]]) / (1 + t * t)


def in_order(first, *others):
    return in_order(np.einsum("ij,jk->ik", others[0], first), *others[1:]) if others else first

# %% wrong="p4-e04" because="from the identity, in the order of the list" says="acts last"
def rotation(degrees):
    t = np.radians(degrees)
    return np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])


def in_order(*matrices):
    product = np.eye(len(matrices[0]))
    for M in matrices:
        product = product @ M
    return product

# %% wrong="p4-e04" because="a list of whole numbers for right angles only" says="degrees is"
def rotation(degrees):
    t = np.radians(degrees)
    return np.round([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]], 1)


def in_order(*matrices):
    product = matrices[0]
    for M in matrices[1:]:
        product = M @ product
    return product

# %% wrong="p4-e04" because="transposes the product" says="expected"
def rotation(degrees):
    t = np.radians(degrees)
    return np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])


def in_order(*matrices):
    product = matrices[0].T
    for M in matrices[1:]:
        product = product @ M.T
    return product

# %% [markdown]
# ## 5 · What can be undone

# %% [markdown] exercise="p4-e05" title="Can this map be undone?" kind="F" level=2 minutes=10 core=true after="§5" skills=["Inverse, determinant and rank"] topics=["S-04-linalg"]
# A colleague tests `np.linalg.det(A) != 0`. Rounding makes hardly any determinant exactly 0, and tiny ones belong to harmless maps, too. Write a better test, `can_undo(A, limit=1e10)`:
#
# | | |
# |---|---|
# | `A` | a matrix of any shape, without missing values |
# | `limit` | how many times the shortest stretch the longest may be |
# | returns | `True` if `A` is square, its shortest stretch is not 0, and its longest stretch is at most `limit` times its shortest; else `False` (where it is exactly `limit` times, rounding may decide) |
#
# The stretches of a matrix are its singular values. No matrix makes it raise an error.

# %% [markdown] hint="p4-e05"
# Which of the three numbers of §5 compares the longest stretch with the shortest? And can a map from space to the plane be undone?

# %% [markdown] hint="p4-e05"
# `np.linalg.cond(A)` for square matrices. Look at `A.shape` first: `cond` also answers for matrices that are not square, and then its answer is not what you ask.

# %% [markdown] hint="p4-e05"
# ```python
# def can_undo(A, limit=1e10):
#     rows, columns = A.shape
#     return rows == ____ and np.linalg.____(A) <= ____
# ```

# %% answer="p4-e05" needs=[]
def can_undo(A, limit=1e10):
    """True if A is square and its longest stretch is at most `limit` times its shortest, which is not 0."""
    ### BEGIN SOLUTION
    rows, columns = A.shape
    return rows == columns and bool(np.linalg.cond(A) <= limit)
    ### END SOLUTION

# %% tests="p4-e05" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def compare(A, want, what, *limit):
    A = np.array(A, dtype=float)
    got = expect.call(answer.can_undo, A, *limit, says="Line {line} raised {error}: {message}. No matrix makes it raise an error: expected True or False.")
    expect.true(got is not None, "`can_undo` returned nothing.")
    expect.true(isinstance(got, bool | np.bool_), "Expected True or False; got {got}.", got=got)
    expect.true(bool(got) == want, what, want=want, got=bool(got), limit=limit[0] if limit else 1e10)


with expect.test("a turn and a flattening map"):
    compare([[0, -1], [1, 0]], True, "A quarter turn: expected {want}, got {got}. A turn to the right undoes it.")
    compare([[3, 2], [6, 4]], False, "The matrix [[3, 2], [6, 4]]: expected {want}, got {got}. The second row is twice the first: the plane is flattened to a line.")

with expect.test("everything made tiny"):
    compare(1e-8 * np.eye(3), True, "1e-8 times the identity: expected {want}, got {got}. It is undone by 1e8 times the identity; all stretches are equal. Its determinant, 1e-24, tells how large, not how flat.")

### BEGIN HIDDEN TESTS
with expect.test("tiny and huge determinants of harmless maps"):
    compare(0.1 * np.eye(100), True, "0.1 times the identity of shape (100, 100): expected {want}, got {got}. All stretches are 0.1, though the determinant is 1e-100.")
    compare(1e-200 * np.array([[2.0, 1.0], [0.0, 1.0]]), True, "1e-200 times [[2, 1], [0, 1]]: expected {want}, got {got}. Its condition number is that of [[2, 1], [0, 1]], 2.6.")
    compare(1e150 * np.eye(4), True, "1e150 times the identity: expected {want}, got {got}. All stretches are equal.")

with expect.test("nearly flat, with an ordinary determinant"):
    compare(np.diag([1e9, 1e-9]), False, "The matrix with 1e9 and 1e-9 on its diagonal: expected {want}, got {got}. Its determinant is 1; its longest stretch is 1e18 times the shortest.")
    compare([[1e6, 1e6], [1e6, 1e6 + 1e-5]], False, "The matrix [[1e6, 1e6], [1e6, 1000000.00001]]: expected {want}, got {got}. Its rows are nearly the same: one direction is stretched 4e11 times as far as another.")
    compare([[1 / (i + j + 1) for j in range(9)] for i in range(9)], False, "The matrix with 1/(i + j + 1) in row i, column j, shape (9, 9): expected {want}, got {got}. Its condition number is 5e11.")

with expect.test("exactly flat"):
    compare(np.zeros((3, 3)), False, "A matrix of zeros: expected {want}, got {got}. Everything goes to the origin.")
    compare([[0.0]], False, "The matrix [[0]]: expected {want}, got {got}. Everything goes to 0.")
    compare([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]], False, "The matrix of 0.1 to 0.9: expected {want}, got {got}. Twice its middle row is the sum of the other two: rank 2. Rounding makes its determinant tiny instead of 0.")

with expect.test("not square"):
    compare([[1, 0, 0], [0, 1, 0]], False, "The (2, 3) matrix that drops the third coordinate: expected {want}, got {got}. Its two stretches are equal, but the third coordinate cannot be brought back.")
    compare([[1, 0], [0, 1], [0, 0]], False, "A (3, 2) matrix: expected {want}, got {got}. By the statement only square matrices count as undone.")

with expect.test("the limit is obeyed"):
    A = np.array([[100.0, 0.0], [0.0, 1.0]])
    for limit, want in ((50, False), (99.9, False), (100.1, True), (1e4, True)):
        compare(A, want, "Stretches 100 and 1 with limit {limit}: expected {want}, got {got}. Compare the ratio of the two with `limit`.", limit)
    compare(np.diag([1.0, 1e-12]), True, "Stretches 1 and 1e-12 with limit 1e13: expected {want}, got {got}. The ratio is 1e12.", 1e13)
    compare(np.diag([1.0, 5e-10]), True, "Stretches 1 and 5e-10 without a limit given: expected {want}, got {got}. The ratio, 2e9, is below 1e10.")
    compare(np.diag([1.0, 5e-11]), False, "Stretches 1 and 5e-11 without a limit given: expected {want}, got {got}. The ratio, 2e10, is above 1e10.")

with expect.test("stretches that eigenvalues do not show"):
    compare([[1.0, 1e6], [0.0, 1.0]], False, "The shear [[1, 1e6], [0, 1]]: expected {want}, got {got}. Both eigenvalues are 1, but the singular values are 1e6 and 1e-6, a ratio of 1e12.")

with expect.test("arguments are kept"):
    behaviour.pure(answer.can_undo, np.array([[2.0, 1.0], [1.0, 1.0]]))
### END HIDDEN TESTS

# %% right="p4-e05" because="singular values by hand"
def can_undo(A, limit=1e10):
    if A.shape[0] != A.shape[1]:
        return False
    s = np.linalg.svd(A, compute_uv=False)
    return bool(s[-1] > 0 and s[0] <= limit * s[-1])

# %% right="p4-e05" because="the rank with a tolerance of its own"
def can_undo(A, limit=1e10):
    return bool(A.shape[0] == A.shape[1] == np.linalg.matrix_rank(A, tol=np.linalg.norm(A, 2) / limit))

# %% right="p4-e05" because="norm of the inverse"
def can_undo(A, limit=1e10):
    m, n = A.shape
    if m != n:
        return False
    size = np.abs(A).max()
    if size == 0:
        return False
    try:
        inverse = np.linalg.inv(A / size)
    except np.linalg.LinAlgError:
        return False
    return bool(np.linalg.norm(A / size, 2) * np.linalg.norm(inverse, 2) <= limit)

# %% wrong="p4-e05" because="the colleague's test" says="1e18 times"
def can_undo(A, limit=1e10):
    return A.shape[0] == A.shape[1] and bool(np.linalg.det(A) != 0)

# %% wrong="p4-e05" because="determinant with a threshold" says="how flat"
def can_undo(A, limit=1e10):
    return A.shape[0] == A.shape[1] and bool(abs(np.linalg.det(A)) > 1e-10)

# %% wrong="p4-e05" because="determinant not 0" says="1e18 times"
def can_undo(A, limit=1e10):
    if A.shape[0] != A.shape[1]:
        return False
    sign, log = np.linalg.slogdet(A)
    return bool(sign != 0)

# %% wrong="p4-e05" because="tries the inverse" says="1e18 times"
def can_undo(A, limit=1e10):
    try:
        np.linalg.inv(A)
        return True
    except np.linalg.LinAlgError:
        return False

# %% wrong="p4-e05" because="the default rank ignores the limit" says="4e11"
def can_undo(A, limit=1e10):
    return bool(A.shape[0] == A.shape[1] == np.linalg.matrix_rank(A))

# %% wrong="p4-e05" because="the shape is not looked at" says="cannot be brought back"
def can_undo(A, limit=1e10):
    return bool(np.linalg.cond(A) <= limit)

# %% wrong="p4-e05" because="limit fixed" says="with `limit`"
def can_undo(A, limit=1e10):
    return A.shape[0] == A.shape[1] and bool(np.linalg.cond(A) <= 1e10)

# %% wrong="p4-e05" because="eigenvalues" says="eigenvalues are 1"
def can_undo(A, limit=1e10):
    if A.shape[0] != A.shape[1]:
        return False
    values = np.abs(np.linalg.eigvals(A))
    return bool(values.min() > 0 and values.max() <= limit * values.min())

# %% wrong="p4-e05" because="returns the condition number" says="True or False"
def can_undo(A, limit=1e10):
    return np.linalg.cond(A)

# %% wrong="p4-e05" because="absolute shortest stretch" says="1e-100"
def can_undo(A, limit=1e10):
    if A.shape[0] != A.shape[1]:
        return False
    s = np.linalg.svd(A, compute_uv=False)
    return bool(s[-1] > 1 / limit and np.prod(s) > 1e-50)

# %% wrong="p4-e05" because="raises where the matrix is not square" says="raised"
def can_undo(A, limit=1e10):
    return bool(np.linalg.norm(A, 2) * np.linalg.norm(np.linalg.inv(A), 2) <= limit) if np.any(A) and np.linalg.cond(A) < 1e15 else False

# %% right="p4-e05" because="scaled determinant-free, eigenvalues of a block matrix"
def can_undo(A, limit=1e10):
    m, n = np.shape(A)
    if m != n or not np.any(A):
        return False
    B = np.asarray(A, dtype=float) / np.max(np.abs(A))
    s = np.sort(np.abs(np.linalg.eigvalsh(np.block([[np.zeros((n, n)), B], [B.T, np.zeros((n, n))]]))))
    return bool(s[0] > 0 and s[-1] <= limit * s[0])

# %% wrong="p4-e05" because="the limit on the determinant" says="expected"
def can_undo(A, limit=1e10):
    return A.shape[0] == A.shape[1] and bool(abs(np.linalg.det(A)) >= 1 / limit)

# %% wrong="p4-e05" because="condition number of the wrong norm" says="with `limit`"
def can_undo(A, limit=1e10):
    if A.shape[0] != A.shape[1] or not A.any():
        return False
    s = np.linalg.svd(A, compute_uv=False)
    return bool(s[-1] > 0 and s.sum() <= limit * s[-1])

# %% wrong="p4-e05" because="full rank counts as undone" says="cannot be brought back"
def can_undo(A, limit=1e10):
    s = np.linalg.svd(A, compute_uv=False)
    return bool(s[-1] > 0 and s[0] / s[-1] <= limit)

# %% wrong="p4-e05" because="words" says="Expected True or False"
def can_undo(A, limit=1e10):
    return "yes" if A.shape[0] == A.shape[1] and np.linalg.cond(A) <= limit else "no"

# %% [markdown] equivalent="p4-e05"
# def can_undo(A, limit=10000000000.0):  →  def can_undo(A, limit=10000000001.0):
# return rows == columns and bool(np.linalg.cond(A) <= limit)  →  return rows == columns and bool(np.linalg.cond(A) < limit)

# %% [markdown]
# ## 6 · The nearest point of a plane

# %% [markdown] exercise="p4-e06" title="The nearest mix of columns" kind="F" level=2 minutes=10 core=true after="§6" skills=["Least squares as a projection"] topics=["S-04-linalg"]
# Write `nearest(V, y)`. The columns of `V`, shape `(m, k)`, are arrows; their mixes `V @ theta` fill a line, a plane, or more. It returns `point, rest`, two arrays of shape `(m,)`: the mix of the columns that is nearest to `y`, and `y` minus this point. The rest stands at right angles to every column of `V`.
#
# The columns may depend on each other (twins, a column of zeros, more columns than rows): the nearest point exists all the same. No column of ones is added.

# %% [markdown] hint="p4-e06"
# Which function of §6 finds theta also where $X^\top X$ has no inverse? And what is the point, once you have theta?

# %% [markdown] hint="p4-e06"
# `theta, *_ = np.linalg.lstsq(V, y)`, and the point is `V @ theta`. (`np.linalg.pinv(V) @ y` gives the same theta.)

# %% [markdown] hint="p4-e06"
# ```python
# def nearest(V, y):
#     theta, *_ = np.linalg.____(V, y)
#     point = ____
#     return point, ____
# ```

# %% answer="p4-e06" needs=[]
def nearest(V, y):
    """The mix of V's columns nearest to y, and the rest, both of shape (m,)."""
    ### BEGIN SOLUTION
    theta, *_ = np.linalg.lstsq(V, y)
    point = V @ theta
    return point, y - point
    ### END SOLUTION

# %% tests="p4-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def asked(V, y):
    """The learner's two arrays."""
    independent = V.shape[1] == np.linalg.matrix_rank(V)
    tall = "Line {line} raised: {message}. There is a nearest point all the same. See §6."
    depend = "The columns depend on each other here, and line {line} raised: {message}. There is a nearest point all the same. See §6."
    got = expect.call(answer.nearest, V, y, error="LinAlgError", says=tall if independent else depend)
    expect.true(got is not None, "`nearest` returned nothing. End with `return point, rest`.")
    two = len(got) == 2 and (isinstance(got, tuple | list) or np.ndim(got) == 2) if isinstance(got, tuple | list | np.ndarray) else False
    expect.true(two, "Expected two arrays, the point and the rest; got {got}.", got=got)
    return got


def compare(V, y):
    V, y = np.array(V), np.array(y)
    theta = np.linalg.pinv(V) @ y
    want = V @ theta
    point, rest = asked(V, y)
    if V.shape[1] != V.shape[0]:
        expect.shape(point, want.shape, says="The point has as many numbers as y, {want}; yours has shape {got}.", mistakes=[(theta.shape, "Your point has {size} numbers, one for each column: that is theta. The point is `V @ theta`, in the space of y.")])
    columns = [(v @ y) / (v @ v) * v for v in V.T if v.any()]
    q, _ = np.linalg.qr(V)
    with_ones = np.column_stack([np.ones(len(y)), V])
    mistakes = [
        (theta, "{got} is theta. The point is the mix of the columns, `V @ theta`: {want}."),
        (y - want, "{got} is the rest. The point comes first: {want}."),
        (sum(columns), "{got} is the sum of the shadows on each column alone. That is the nearest point only if the columns are at right angles; here it is {want}."),
        (with_ones @ (np.linalg.pinv(with_ones) @ y), "{got} is the nearest point if a column of ones is added. Here V has its own columns only: {want}."),
        (q @ q.T @ y, "Expected {want}, got {got}. With dependent columns, the arrows that `qr` returns need not be mixes of them."),
        (columns[0] if columns else y, "{got} is the shadow on one column alone. A mix of all columns comes nearer: {want}."),
    ]
    mistakes = [(value, words) for value, words in mistakes if np.shape(value) == want.shape and not np.allclose(value, want)]
    expect.close(point, want, rtol=1e-6, atol=1e-6, says="V = {V}, y = {y}: the nearest point is {want}; yours is {got}.", mistakes=mistakes, V=V.tolist(), y=y)
    expect.close(rest, y - want, rtol=1e-6, atol=1e-6, says="The point is right; the rest is y minus the point, {want}. Yours is {got}.", mistakes=[(want - y, "The rest is y minus the point, {want}; yours, {got}, points the other way.")])


with expect.test("the bean"):
    compare([[1, 0], [1, 1], [1, 2]], [1, 4, 4])

with expect.test("one column"):
    compare([[1], [1]], [-6, -8])

### BEGIN HIDDEN TESTS
with expect.test("more columns, no ones among them"):
    rng = np.random.default_rng(47)
    compare(rng.normal(size=(8, 3)).round(1), rng.normal(size=8).round(1))
    compare([[2, 1], [0, 1], [1, 0], [1, 3]], [3, 0, 1, 2])

with expect.test("twins and a column of zeros"):
    compare([[1, 0, 0], [1, 1, 7], [1, 2, 14]], [1, 4, 4])
    compare([[1, 2], [1, 2], [0, 0]], [3, 1, 5])
    compare([[0.0, 1], [0, 2], [0, -1]], [1, 1, 1])

with expect.test("more columns than rows"):
    rng = np.random.default_rng(48)
    compare(rng.normal(size=(3, 6)).round(1), [1, 2, -1])
    compare(np.array([[1, 2, 3, 4], [2, 4, 6, 8], [0, 0, 0, 0]]), [1, 1, 1])

with expect.test("the rest is at right angles"):
    rng = np.random.default_rng(49)
    V, y = rng.normal(size=(30, 5)), rng.normal(size=30)
    point, rest = asked(V, y)
    expect.close(V.T @ np.asarray(rest, dtype=float), np.zeros(5), atol=1e-8, says="The rest should be at right angles to all five columns; the dot products are {got}.")

with expect.test("arguments are kept"):
    behaviour.pure(answer.nearest, np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 4.0, 4.0]))
### END HIDDEN TESTS

# %% right="p4-e06" because="the pseudo-inverse in two lines"
def nearest(V, y):
    point = V @ np.linalg.pinv(V) @ y
    return point, y - point

# %% right="p4-e06" because="directions at right angles, from the SVD"
def nearest(V, y):
    U, s, _ = np.linalg.svd(V, full_matrices=False)
    U = U[:, s > 1e-10 * max(s[0], 1e-300)]
    return U @ (U.T @ y), y - U @ (U.T @ y)

# %% right="p4-e06" because="takes shadows away one by one, columns made orthogonal"
def nearest(V, y):
    rest, basis = y.astype(float), []
    for v in V.astype(float).T:
        for _ in range(2):
            for b in basis:
                v = v - (v @ b) * b
        if np.linalg.norm(v) > 1e-9:
            basis.append(v / np.linalg.norm(v))
            rest = rest - (rest @ basis[-1]) * basis[-1]
    return y - rest, rest

# %% wrong="p4-e06" because="the inverse of VᵀV" says="depend on each other"
def nearest(V, y):
    point = V @ np.linalg.inv(V.T @ V) @ V.T @ y
    return point, y - point

# %% wrong="p4-e06" because="solve, which wants a square matrix" says="raised"
def nearest(V, y):
    point = V @ np.linalg.solve(V, y)
    return point, y - point

# %% wrong="p4-e06" because="theta instead of the point" says="that is theta"
def nearest(V, y):
    theta, *_ = np.linalg.lstsq(V, y)
    return theta, y - V @ theta

# %% wrong="p4-e06" because="each column alone" says="each column alone"
def nearest(V, y):
    point = sum((v @ y) / (v @ v) * v if v.any() else 0 * v for v in V.T)
    return point, y - point

# %% wrong="p4-e06" because="a column of ones added" says="ones is added"
def nearest(V, y):
    X = np.column_stack([np.ones(len(y)), V])
    theta, *_ = np.linalg.lstsq(X, y)
    return X @ theta, y - X @ theta

# %% wrong="p4-e06" because="QR, which hides dependent columns" says="need not be mixes"
def nearest(V, y):
    Q, _ = np.linalg.qr(V)
    point = Q @ (Q.T @ y)
    return point, y - point

# %% wrong="p4-e06" because="rest the wrong way round" says="points the other way"
def nearest(V, y):
    theta, *_ = np.linalg.lstsq(V, y)
    return V @ theta, V @ theta - y

# %% wrong="p4-e06" because="the rest first" says="is the rest"
def nearest(V, y):
    theta, *_ = np.linalg.lstsq(V, y)
    return y - V @ theta, V @ theta

# %% wrong="p4-e06" because="only the point" says="two arrays"
def nearest(V, y):
    return V @ np.linalg.pinv(V) @ y

# %% wrong="p4-e06" because="y minus the point in place" says="in place"
def nearest(V, y):
    point = V @ np.linalg.pinv(V) @ y
    if y.dtype == float:
        y -= point
        return point, y
    return point, y - point

# %% right="p4-e06" because="scikit-learn without an intercept"
from sklearn.linear_model import LinearRegression


def nearest(V, y):
    point = LinearRegression(fit_intercept=False).fit(V, y).predict(V)
    return point, y - point

# %% right="p4-e06" because="takes away what eigenvectors of V Vᵀ say"
def nearest(V, y):
    values, vectors = np.linalg.eigh(V @ V.T)
    kept = vectors[:, values > 1e-12 * max(values[-1], 1e-300)]
    return np.stack([kept @ kept.T @ y, y - kept @ kept.T @ y])

# %% wrong="p4-e06" because="scikit-learn with its intercept" says="ones is added"
from sklearn.linear_model import LinearRegression


def nearest(V, y):
    point = LinearRegression().fit(V, y).predict(V)
    return point, y - point

# %% wrong="p4-e06" because="the sum of squares as rest" says="rest"
def nearest(V, y):
    theta, *_ = np.linalg.lstsq(V, y)
    return V @ theta, np.sum((y - V @ theta) ** 2)

# %% wrong="p4-e06" because="the nearest single column" says="nearest point"
def nearest(V, y):
    k = np.argmin(np.linalg.norm(V - y[:, None], axis=0))
    return V[:, k], y - V[:, k]

# %% wrong="p4-e06" because="solves the normal equation" says="depend on each other"
def nearest(V, y):
    theta = np.linalg.solve(V.T @ V, V.T @ y)
    return V @ theta, y - V @ theta

# %% [markdown]
# ## 7 · Directions that stay

# %% [markdown] exercise="p4-e07" title="Where the bikes end up" kind="F" level=2 minutes=12 core=true after="§7" skills=["Eigenvectors"] topics=["S-04-linalg"]
# Write `long_run(P)`. `P`, shape `(n, n)`, says how bikes move from one morning to the next: `P[i, j]` is the share of the bikes at station `j` that are at station `i` a day later. All entries are above 0, and each column adds up to 1. It returns the shares of the `n` stations that stay as they are, an array `x` of shape `(n,)` of **real** numbers with `P @ x` equal to `x` and the sum 1, to a millionth. Some cities mix slowly: `P` may be so near to the identity that a thousand days are not enough to get there.

# %% [markdown] hint="p4-e07"
# `P @ x` equal to `x`: which eigenvalue is that? And what is the length of the eigenvectors that `eig` returns, and what should the shares add up to?

# %% [markdown] hint="p4-e07"
# `values, vectors = np.linalg.eig(P)`: the eigenvectors are the **columns**, in no special order. Take the one whose eigenvalue is largest, divide it by its sum. As soon as one eigenvalue is complex, all that `eig` returns is: take `.real`.

# %% [markdown] hint="p4-e07"
# ```python
# def long_run(P):
#     values, vectors = np.linalg.____(P)
#     x = vectors[____, np.argmax(values.real)].____
#     return x / ____
# ```

# %% answer="p4-e07" needs=[]
def long_run(P):
    """The shares that stay as they are, shape (n,), real, with the sum 1."""
    ### BEGIN SOLUTION
    values, vectors = np.linalg.eig(P)
    x = vectors[:, np.argmax(values.real)].real
    return x / x.sum()
    ### END SOLUTION

# %% tests="p4-e07" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def lasting(P):
    """The shares, from the equations themselves."""
    n = len(P)
    x, *_ = np.linalg.lstsq(np.vstack([P - np.eye(n), np.ones(n)]), np.append(np.zeros(n), 1.0))
    return x


def compare(P):
    P = np.array(P, dtype=float)
    want, got = lasting(P), answer.long_run(P)
    expect.true(got is not None, "`long_run` returned nothing.")
    complex_ = isinstance(got, np.ndarray) and got.dtype.kind == "c"
    expect.true(not complex_, "Your shares are complex numbers, {got}. As soon as one eigenvalue is complex, `eig` returns all as complex: take `.real`.", got=got)
    expect.shape(got, (len(P),), says="Expected one share for each station, shape {want}; got {got}.")
    numbers = np.asarray(got, dtype=float)
    left = lasting(P.T / P.T.sum(axis=0))
    values, vectors = np.linalg.eig(P)
    best = int(np.argmax(values.real))
    mistakes = [
        (want / np.linalg.norm(want), "Your x, {got}, has length 1. Shares add up to 1: divide by the sum, {want}."),
        (-want / np.linalg.norm(want), "Your x, {got}, is an eigenvector of length 1 with its sign turned. Divide it by its sum: {want}."),
    ]
    if not np.allclose(want, 1 / len(P)):
        mistakes.append((np.full(len(P), 1 / len(P)), "Equal shares are what the transpose of P keeps. P itself keeps {want}."))
    mistakes.append((left, "{got} belongs to the transpose of P, with its columns divided by their sums. Expected {want}."))
    for k, vector in enumerate(vectors.T):
        direction = numbers / np.linalg.norm(numbers) if np.isfinite(numbers).all() and numbers.any() else 0 * numbers
        if k != best and not np.iscomplexobj(vector) and min(np.abs(direction - vector).max(), np.abs(direction + vector).max()) < 1e-6:
            mistakes.insert(0, (numbers, "{got} lies along another eigenvector, whose numbers add up to 0 but for rounding. The one that stays belongs to the largest eigenvalue, 1: {want}."))
    for vector in vectors:
        if abs(vector.real.sum()) > 1e-9:
            mistakes.append((vector.real / vector.real.sum(), "{got} is a row of what `eig` returns, divided by its sum. The eigenvectors stand in the columns. Expected {want}."))
            mistakes.append((vector.real, "{got} is a row of what `eig` returns. The eigenvectors stand in the columns; and divide by the sum. Expected {want}."))
    mistakes = [(value, words) for value, words in mistakes if not np.allclose(value, want)]
    expect.true(not np.allclose(numbers, want, rtol=0, atol=1e-6) or abs(numbers.sum() - 1) < 1e-6, "The shares add up to {got} instead of 1.", got=numbers.sum())
    change = float(np.abs(P @ numbers - numbers).max())
    says = "For P = {P} expected {want}, got {got}."
    if abs(numbers.sum() - 1) < 1e-6 and (numbers > -1e-9).all() and change > 1e-9:
        says = "For P = {P} expected {want}, got {got}. Yours still change, by {change} in a day."
    expect.close(numbers, want, rtol=0, atol=1e-6, says=says, mistakes=mistakes, change=change, P=P.tolist())


with expect.test("three stations"):
    compare([[0.6, 0.5, 0.2], [0.1, 0.2, 0.1], [0.3, 0.3, 0.7]])

with expect.test("two stations"):
    compare([[0.9, 0.3], [0.1, 0.7]])

### BEGIN HIDDEN TESTS
with expect.test("cities of every size"):
    rng = np.random.default_rng(50)
    for n in (2, 3, 4, 6, 9):
        for _ in range(3):
            P = rng.uniform(0.05, 1, size=(n, n))
            compare(P / P.sum(axis=0))

with expect.test("the lasting one is not the first"):
    compare([[0.2, 0.7, 0.1], [0.3, 0.2, 0.6], [0.5, 0.1, 0.3]])
    compare([[0.1, 0.6, 0.5], [0.5, 0.1, 0.4], [0.4, 0.3, 0.1]])

with expect.test("a city that mixes slowly"):
    compare([[1 - 1e-6, 4e-6], [1e-6, 1 - 4e-6]])
    slow = np.eye(4) + 1e-5 * np.array([[-6, 1, 2, 3], [1, -5, 2, 1], [2, 3, -5, 2], [3, 1, 1, -6]])
    compare(slow)

with expect.test("arguments are kept"):
    behaviour.pure(answer.long_run, np.array([[0.9, 0.3], [0.1, 0.7]]))
### END HIDDEN TESTS

# %% right="p4-e07" because="solves the equations, with the sum as one more"
def long_run(P):
    n = len(P)
    A = np.vstack([P - np.eye(n), np.ones(n)])
    return np.linalg.lstsq(A, np.r_[np.zeros(n), 1])[0]

# %% right="p4-e07" because="squares the matrix forty times"
def long_run(P):
    for _ in range(40):
        P = P @ P
        P = P / P.sum(axis=0)
    return P[:, 0]

# %% right="p4-e07" because="the direction that P - I flattens"
def long_run(P):
    x = np.linalg.svd(P - np.eye(len(P)))[2][-1]
    return x / x.sum()

# %% wrong="p4-e07" because="not divided by the sum" says="Shares add up to 1"
def long_run(P):
    values, vectors = np.linalg.eig(P)
    return np.abs(vectors[:, np.argmax(values.real)].real)

# %% wrong="p4-e07" because="a row of the eigenvectors" says="stand in the columns"
def long_run(P):
    values, vectors = np.linalg.eig(P)
    x = vectors[np.argmax(values.real)].real
    return x / x.sum()

# %% wrong="p4-e07" because="the first column" says="along another eigenvector"
def long_run(P):
    values, vectors = np.linalg.eig(P)
    x = vectors[:, 0].real
    return x / x.sum()

# %% wrong="p4-e07" because="thirty days" says="still change"
def long_run(P):
    x = np.full(len(P), 1 / len(P))
    for _ in range(30):
        x = P @ x
    return x

# %% wrong="p4-e07" because="ten thousand days" says="still change"
def long_run(P):
    return np.linalg.matrix_power(P, 10000)[:, 0]

# %% wrong="p4-e07" because="complex numbers" says="complex numbers"
def long_run(P):
    values, vectors = np.linalg.eig(P)
    x = vectors[:, np.argmax(values.real)]
    return x / x.sum()

# %% wrong="p4-e07" because="the transpose" says="the transpose of P keeps"
def long_run(P):
    values, vectors = np.linalg.eig(P.T)
    x = vectors[:, np.argmax(values.real)].real
    return x / x.sum()

# %% wrong="p4-e07" because="eigh, for a matrix that is not symmetric" says="expected"
def long_run(P):
    values, vectors = np.linalg.eigh(P)
    x = vectors[:, -1]
    return x / x.sum()

# %% wrong="p4-e07" because="the mean of each row" says="expected"
def long_run(P):
    return P.mean(axis=1)

# %% wrong="p4-e07" because="stops when a day changes little" says="expected"
def long_run(P):
    x = np.full(len(P), 1 / len(P))
    while True:
        y = P @ x
        if np.allclose(y, x, atol=1e-8):
            return y / y.sum()
        x = y

# %% right="p4-e07" because="minors of I - P, as Markov chains on trees have it"
def long_run(P):
    n = len(P)
    L = np.eye(n) - P
    x = np.array([np.linalg.det(np.delete(np.delete(L, i, 0), i, 1)) for i in range(n)])
    return x / x.sum()

# %% right="p4-e07" because="solves with the last equation replaced"
def long_run(P):
    A = P - np.identity(len(P))
    A[-1] = 1
    b = np.zeros(len(P))
    b[-1] = 1
    return np.linalg.solve(A, b)

# %% wrong="p4-e07" because="the eigenvalues" says="xpected"
def long_run(P):
    values = np.linalg.eigvals(P).real
    return values / values.sum()

# %% wrong="p4-e07" because="all eigenvectors near 1, as a table" says="one share for each station"
def long_run(P):
    values, vectors = np.linalg.eig(P)
    x = vectors[:, np.isclose(values, 1)].real
    return x / x.sum(axis=0)

# %% wrong="p4-e07" because="the smallest eigenvalue" says="along another eigenvector"
def long_run(P):
    values, vectors = np.linalg.eig(P)
    x = vectors[:, np.argmin(np.abs(values - values.real.min()))].real
    return x / x.sum()

# %% wrong="p4-e07" because="divides by the length" says="length 1"
def long_run(P):
    A = P - np.identity(len(P))
    A[-1] = 1
    x = np.linalg.solve(A, np.eye(len(P))[-1])
    return x / np.linalg.norm(x)

# %% [markdown] exercise="p4-e08" title="Power iteration" kind="F" level=2 minutes=12 core=false after="§7" skills=["Eigenvectors"] topics=["S-04-linalg"]
# Write `power_iteration(A, x, steps)` for a symmetric matrix `A`, shape `(n, n)`, and a start `x`, shape `(n,)`, not zero. `steps` times, at least once: multiply by `A`, and bring the result to length 1. It returns `value, vector`: the vector after the last step, shape `(n,)`, and the number $v^\top A\,v$ for this vector, which approaches the eigenvalue, **with its sign**. No step of the vector becomes zero in what we test; but a thousand steps must not overflow.

# %% [markdown] hint="p4-e08"
# If $A\,v=\lambda\,v$ and $v$ has length 1, what is $v^\top A\,v$?

# %% [markdown] hint="p4-e08"
# In the loop: `x = A @ x`, then divide by `np.linalg.norm(x)`. After the loop one more product, for the value: `x @ A @ x`.

# %% [markdown] hint="p4-e08"
# ```python
# def power_iteration(A, x, steps):
#     for _ in range(____):
#         x = ____
#         x = x / ____
#     return ____, x
# ```

# %% answer="p4-e08" needs=[]
def power_iteration(A, x, steps):
    """The value v @ A @ v and the vector v of length 1 after so many steps."""
    ### BEGIN SOLUTION
    for _ in range(steps):
        x = A @ x
        x = x / np.linalg.norm(x)
    return x @ A @ x, x
    ### END SOLUTION

# %% tests="p4-e08" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def after(A, x, steps):
    x = np.asarray(x, dtype=float)
    for _ in range(steps):
        x = A @ x
        x = x / np.linalg.norm(x)
    return x


def compare(A, x, steps):
    A, x = np.array(A), np.array(x)
    got = answer.power_iteration(A, x, steps)
    expect.true(got is not None, "`power_iteration` returned nothing. End with `return value, vector`.")
    two = isinstance(got, tuple | list) and len(got) == 2
    expect.true(two, "Expected two things, the value and the vector; got {got}.", got=got)
    value, vector = got
    expect.true(np.ndim(value) == 0, "The first thing to return is a number, the value; got {got}. Then the vector.", got=value)
    v = after(A, x, steps)
    want = float(v @ A @ v)
    before = after(A, x, steps - 1) if steps > 1 else x / np.linalg.norm(x)
    expect.shape(vector, x.shape, says="The vector has shape {want}; yours has {got}.")
    expect.finite(vector, nan="After {steps} steps your vector holds nan: its numbers grew too large or too small. Bring it to length 1 in every step.", inf="After {steps} steps your vector is infinite. Bring it to length 1 in every step.", steps=steps)
    further = after(A, x, steps + 1)
    long = np.linalg.matrix_power(A.astype(float), min(steps, 20)) @ x
    mistakes = [
        (before, "After {steps} of the steps expected {want}, got {got}. That is one step too few."),
        (further, "After {steps} of the steps expected {want}, got {got}. That is one step too many."),
        (long, "Your vector, {got}, is not brought to length 1. Expected {want}."),
        (v / max(abs(v.max()), abs(v.min())), "Your vector, {got}, has 1 as its largest number; asked for is length 1: {want}."),
        (v / v.sum(), "Your vector, {got}, is divided by its sum; asked for is length 1: {want}."),
    ]
    mistakes = [(wrong, words) for wrong, words in mistakes if not np.allclose(wrong, v)]
    expect.close(vector, v, rtol=1e-7, atol=1e-9, says="A = {A}, x = {x}, {steps} steps: the vector is {want}; yours is {got}.", mistakes=mistakes, steps=steps, A=A.tolist(), x=x)
    grown = float(np.linalg.norm(A @ v))
    last = float(np.linalg.norm(A @ before))
    wrong = [
        (float(before @ A @ before), "Expected the value {want}, got {got}: that is the one of the vector before the last step."),
        (last, "Expected the value {want}, got {got}: that is by how much the last step made the vector longer. vᵀAv keeps the sign, and belongs to the last vector."),
        (grown, "Expected the value {want}, got {got}: that is the length of A v, which has no sign. Take v @ A @ v."),
    ]
    wrong = [(number, words) for number, words in wrong if not np.isclose(number, want)]
    expect.close(value, want, rtol=1e-7, atol=1e-9, says="The vector is right. The value v @ A @ v is {want}; yours is {got}.", mistakes=wrong)


bowl = [[2.5, 1.5], [1.5, 2.5]]

with expect.test("one step and three"):
    compare(bowl, [1, 0], 1)
    compare(bowl, [1, 0], 3)

### BEGIN HIDDEN TESTS
with expect.test("the largest eigenvalue after many steps"):
    A, x = np.array([[4.0, 1, 0], [1, 3, 1], [0, 1, 2]]), np.ones(3)
    compare(A, x, 60)
    value, _ = answer.power_iteration(A, x, 60)
    expect.close(value, np.linalg.eigvalsh(A)[-1], rtol=1e-6, says="After 60 steps the value should be the largest eigenvalue, {want}; yours is {got}.")

with expect.test("an eigenvalue below zero"):
    compare([[-3.0, 1], [1, 1]], [1, 1], 5)
    compare([[-3.0, 1], [1, 1]], [1, 1], 6)
    compare([[-3.0, 1], [1, 1]], [1, 1], 60)

with expect.test("a thousand steps"):
    compare([[1000.0, 1], [1, 500]], [1, 1], 1000)
    compare([[0.001, 0], [0, 0.0005]], [1, 1], 1000)

with expect.test("any start, and whole numbers"):
    rng = np.random.default_rng(51)
    B = rng.normal(size=(5, 5)).round(1)
    for steps in (1, 2, 7):
        compare(B + B.T, 30 * rng.normal(size=5), steps)
    compare([[2, 1], [1, 3]], [3, -1], 2)

with expect.test("arguments are kept"):
    behaviour.pure(answer.power_iteration, np.array(bowl), np.array([3.0, 1.0]), 2)
### END HIDDEN TESTS

# %% right="p4-e08" because="product of matrices, scaled"
def power_iteration(A, x, steps):
    M = np.eye(len(A))
    for _ in range(steps):
        M = A @ M
        M = M / np.abs(M).max()
    v = M @ x
    v = v / np.sqrt(v @ v)
    return float(v.T @ (A @ v)), v

# %% right="p4-e08" because="in the coordinates of the eigenvectors"
def power_iteration(A, x, steps):
    values, vectors = np.linalg.eigh(A)
    c = vectors.T @ x * (values / np.abs(values).max()) ** steps
    v = vectors @ c
    v = v / np.linalg.norm(v)
    return np.sum(np.outer(v, v) * A), v

# %% wrong="p4-e08" because="never normalised" says="length 1"
def power_iteration(A, x, steps):
    for _ in range(steps):
        x = A @ x
    return x @ A @ x / (x @ x), x

# %% wrong="p4-e08" because="normalised at the end only" says="in every step"
def power_iteration(A, x, steps):
    with np.errstate(all="ignore"):
        for _ in range(steps):
            x = A @ x
        x = x / np.linalg.norm(x)
        return x @ A @ x, x

# %% wrong="p4-e08" because="the growth instead of the value" says="has no sign"
def power_iteration(A, x, steps):
    for _ in range(steps):
        x = A @ x
        x = x / np.linalg.norm(x)
    return np.linalg.norm(A @ x), x

# %% wrong="p4-e08" because="the growth of the last step" says="longer"
def power_iteration(A, x, steps):
    x = x / np.linalg.norm(x)
    for _ in range(steps):
        x = A @ x
        value = np.linalg.norm(x)
        x = x / value
    return value, x

# %% wrong="p4-e08" because="the value before the last step" says="before the last step"
def power_iteration(A, x, steps):
    x = x / np.linalg.norm(x)
    for _ in range(steps):
        value = x @ A @ x
        x = A @ x
        x = x / np.linalg.norm(x)
    return value, x

# %% wrong="p4-e08" because="one step too few" says="one step too few"
def power_iteration(A, x, steps):
    x = x / np.linalg.norm(x)
    for _ in range(1, steps):
        x = A @ x
        x = x / np.linalg.norm(x)
    return x @ A @ x, x

# %% wrong="p4-e08" because="the exact answer, whatever the steps" says="the vector is"
def power_iteration(A, x, steps):
    values, vectors = np.linalg.eigh(A)
    k = np.argmax(np.abs(values))
    return values[k], vectors[:, k]

# %% wrong="p4-e08" because="vector first" says="is a number"
def power_iteration(A, x, steps):
    for _ in range(steps):
        x = A @ x
        x = x / np.linalg.norm(x)
    return x, x @ A @ x

# %% wrong="p4-e08" because="the start is changed" says="in place"
def power_iteration(A, x, steps):
    y = x if x.dtype == float else x.astype(float)
    for _ in range(steps):
        y[:] = A @ y
        y /= np.linalg.norm(y)
    return y @ A @ y, y.copy()

# %% wrong="p4-e08" because="largest number 1" says="largest number"
def power_iteration(A, x, steps):
    for _ in range(steps):
        x = A @ x
        x = x / np.abs(x).max()
    return x @ A @ x / (x @ x), x

# %% right="p4-e08" because="a fold over the steps"
from functools import reduce


def power_iteration(A, x, steps):
    v = reduce(lambda v, _: (A @ v) / np.hypot.reduce(A @ v), range(steps), x)
    return np.einsum("i,ij,j", v, A, v), v

# %% wrong="p4-e08" because="the quotient of two entries" says="value"
def power_iteration(A, x, steps):
    for _ in range(steps):
        x = A @ x / np.linalg.norm(A @ x)
    return (A @ x)[0] / x[0], x

# %% wrong="p4-e08" because="stops when nothing changes" says="steps"
def power_iteration(A, x, steps):
    x = x / np.linalg.norm(x)
    for _ in range(10000):
        y = A @ x
        y = y / np.linalg.norm(y)
        if np.allclose(y, x):
            break
        x = y
    return y @ A @ y, y

# %% wrong="p4-e08" because="sign made positive" says="steps"
def power_iteration(A, x, steps):
    for _ in range(steps):
        x = A @ x
        x = x / np.linalg.norm(x)
    x = x * np.sign(x[np.argmax(np.abs(x))])
    return x @ A @ x, x

# %% [markdown]
# ## 8 · Every matrix, taken apart

# %% [markdown] exercise="p4-e09" title="The best short version" kind="F" level=2 minutes=12 core=true after="§8" skills=["Singular values"] topics=["S-04-linalg"]
# Two functions for a matrix `M` of any shape `(m, n)`, such as a grey picture:
#
# - `low_rank(M, k)` returns the matrix of rank `k` that is nearest to `M`, shape `(m, n)`, for `k` from 1 to the smaller of `m` and `n`.
# - `layers_for(M, share)` returns the **smallest** `k`, a whole number from 1, whose first `k` layers hold at least `share` of the squares: $\sigma_1^2+\dots+\sigma_k^2\ge\mathit{share}\cdot(\sigma_1^2+\sigma_2^2+\dots)$, for a `share` between 0 and 1. `M` is not zero.

# %% [markdown] hint="p4-e09"
# In which order do the singular values come? And by how much does each layer of the sum count for the squares?

# %% [markdown] hint="p4-e09"
# `U, sigma, Vt = np.linalg.svd(M, full_matrices=False)`. The first `k` layers: the first `k` **columns** of `U`, the first `k` numbers of `sigma`, the first `k` **rows** of `Vt`. For the shares: `np.cumsum(sigma**2)`.

# %% [markdown] hint="p4-e09"
# ```python
# def low_rank(M, k):
#     U, sigma, Vt = np.linalg.svd(M, full_matrices=False)
#     return U[:, ____] * sigma[____] @ Vt[____]
#
# def layers_for(M, share):
#     squares = np.linalg.svd(M, compute_uv=False) ** ____
#     held = np.cumsum(squares) / ____
#     return int(np.argmax(held >= ____)) + ____
# ```

# %% answer="p4-e09" needs=[]
def low_rank(M, k):
    """The matrix of rank k nearest to M, of the same shape."""
    ### BEGIN SOLUTION
    U, sigma, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * sigma[:k] @ Vt[:k]
    ### END SOLUTION


def layers_for(M, share):
    """The smallest number of layers that hold at least this share of the squares."""
    ### BEGIN SOLUTION
    squares = np.linalg.svd(M, compute_uv=False) ** 2
    held = np.cumsum(squares) / squares.sum()
    return int(np.argmax(held >= share)) + 1
    ### END SOLUTION

# %% tests="p4-e09" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def compare(M, k):
    M = np.array(M)
    U, sigma, Vt = np.linalg.svd(M, full_matrices=False)
    want = U[:, :k] * sigma[:k] @ Vt[:k]
    got = expect.call(answer.low_rank, M, k, error="ValueError", says="Line {line} raised {error}. Take k columns of U, k singular values and k rows of Vt, and for matrices that are not square `full_matrices=False`.")
    expect.true(got is not None, "`low_rank` returned nothing.")
    r = len(sigma)
    mistakes = [
        (U[:, r - k :] * sigma[r - k :] @ Vt[r - k :], "For k = {k} you kept the last layers, with the smallest singular values. The first ones hold most: expected {want}, got {got}."),
        (U[:, : k + 1] * sigma[: k + 1] @ Vt[: k + 1], "For k = {k} you kept one layer more than that. Expected {want}, got {got}."),
        (U[:, : k - 1] * sigma[: k - 1] @ Vt[: k - 1], "For k = {k} you kept one layer fewer than that. Expected {want}, got {got}."),
        (U[:, :k] @ Vt[:k], "The layers are right, but each counts as 1. Multiply by the singular values: expected {want}, got {got}."),
        (U[:, :k] * sigma[:k] ** 2 @ Vt[:k], "Each layer counts by the square of its singular value in your sum. Expected {want}, got {got}."),
        (U[:, k - 1 : k] * sigma[k - 1] @ Vt[k - 1 : k], "That is layer number {k} alone. Rank {k} takes all layers up to it: expected {want}, got {got}."),
        (M, "For k = {k} you returned M itself. Expected {want}."),
    ]
    if M.shape[0] == M.shape[1]:
        mistakes.append((U[:, :k] * sigma[:k] @ Vt.T[:k], "NumPy returns V transposed already: the rows of its third result are the v. Expected {want}, got {got}."))
        mistakes.append((U[:, :k] * sigma[:k] @ Vt[:, :k].T, "Of the third result take the first {k} rows: NumPy returns V transposed already. Expected {want}, got {got}."))
    mistakes = [(wrong, words) for wrong, words in mistakes if not np.allclose(wrong, want)]
    expect.close(got, want, rtol=1e-7, atol=1e-8, says="For M of shape {shape} and k = {k}: expected {want}, got {got}.", mistakes=mistakes, k=k, shape=M.shape)


def one_fewer():
    """Whether the learner's number is one too small on other matrices, too."""
    return all(answer.layers_for(size * np.eye(n), share) == want - 1 for size, n, share, want in ((1.0, 5, 0.5, 3), (2.0, 4, 0.1, 1), (1.0, 6, 0.9, 6)))


def count(M, share):
    M = np.array(M, dtype=float)
    sigma = np.linalg.svd(M, compute_uv=False)
    want = int(np.argmax(np.cumsum(sigma**2) / np.sum(sigma**2) >= share)) + 1
    plain = int(np.argmax(np.cumsum(sigma) / np.sum(sigma) >= share)) + 1
    got = answer.layers_for(M, share)
    expect.true(got is not None, "`layers_for` returned nothing.")
    mistakes = [
        *([(want - 1, "Singular values {sigma}: {want} layers are the first to hold {share} of the squares; you returned {got}, one fewer, as always. A place in an array counts from 0.")] if got == want - 1 and one_fewer() else ()),
        (want + 1, "Singular values {sigma}: {want} layers hold {share} of the squares already; you returned {got}."),
    ]
    if plain != want:
        mistakes.insert(0, (plain, "Singular values {sigma}: {got} layers hold {share} of their sum. Asked for is the share of their squares: {want}."))
    expect.true(np.ndim(got) == 0 and not isinstance(got, float | np.floating), "The number of layers is a whole number; got {got}.", got=got)
    expect.equal(got, want, says="Singular values {sigma}: for {share} of the squares {want} layers are needed; you returned {got}.", mistakes=mistakes, share=share, sigma=np.round(sigma, 3).tolist()[:6])


ellipse = [[3, 2], [2, 3], [1, 1]]
rotated = np.linalg.qr(np.random.default_rng(52).normal(size=(5, 5)))[0]
known = rotated * [10, 6, 3, 2, 1]

with expect.test("one layer of a small matrix"):
    compare(ellipse, 1)

with expect.test("layers for nine tenths"):
    count(known, 0.9)

### BEGIN HIDDEN TESTS
with expect.test("every rank, high and wide"):
    rng = np.random.default_rng(54)
    for shape in ((7, 4), (4, 7), (5, 5)):
        M = rng.normal(size=shape).round(2)
        for k in range(1, min(shape) + 1):
            compare(M, k)

with expect.test("a picture"):
    down, across = np.mgrid[0:40, 0:60]
    picture = (np.hypot(down - 20, across - 30) < 15).astype(float) + 0.2 * (across > 45)
    for k in (1, 3, 10):
        compare(picture, k)

with expect.test("every number of layers"):
    for share in (0.2, 0.5, 0.66, 0.7, 0.88, 0.92, 0.95, 0.98, 0.999):
        count(known, share)
    count(known.T * 1000, 0.95)

with expect.test("a picture of rank 1, and equal layers"):
    count(np.outer([1, 2, 3], [2, 0, 1, 1]), 0.99)
    count(np.eye(5), 0.5)
    count(3 * np.eye(6), 0.9)
    count(2 * np.eye(4), 0.5)

with expect.test("arguments are kept"):
    M = np.array(ellipse, dtype=float)
    behaviour.pure(answer.low_rank, M, 1)
    behaviour.pure(answer.layers_for, M, 0.5)
### END HIDDEN TESTS

# %% right="p4-e09" because="a sum of outer products, and a loop"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M)
    return sum(s[i] * np.outer(U[:, i], Vt[i]) for i in range(k))


def layers_for(M, share):
    s = np.linalg.svd(M)[1]
    k, held = 0, 0.0
    while held < share * (s @ s):
        held += s[k] ** 2
        k += 1
    return k

# %% right="p4-e09" because="projects on the leading eigenvectors"
def low_rank(M, k):
    values, V = np.linalg.eigh(M.T @ M)
    V = V[:, ::-1][:, :k]
    return M @ V @ V.T


def layers_for(M, share):
    total = (M**2).sum()
    for k in range(1, min(M.shape) + 1):
        if ((M - low_rank(M, k)) ** 2).sum() <= (1 - share) * total + 1e-12 * total:
            return k

# %% right="p4-e09" because="scikit-learn, uncentred"
from sklearn.utils.extmath import svd_flip


def low_rank(M, k):
    U, s, Vt = np.linalg.svd(np.asarray(M, dtype=float), full_matrices=False)
    U, Vt = svd_flip(U, Vt)
    s[k:] = 0
    return U @ np.diag(s) @ Vt


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return np.searchsorted(np.cumsum(s2), share * s2.sum()) + 1

# %% wrong="p4-e09" because="the smallest are kept" says="the last layers"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    s[: len(s) - k] = 0
    return U * s @ Vt


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% wrong="p4-e09" because="without the singular values" says="counts as 1"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] @ Vt[:k]


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% wrong="p4-e09" because="full matrices do not fit" says="raised"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M)
    s[k:] = 0
    return U @ np.diag(s) @ Vt


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% wrong="p4-e09" because="V transposed twice" says="transposed already"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:, :k].T if M.shape[0] == M.shape[1] else U[:, :k] * s[:k] @ Vt[:k]


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% wrong="p4-e09" because="a layer alone" says="alone"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return s[k - 1] * np.outer(U[:, k - 1], Vt[k - 1])


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% wrong="p4-e09" because="singular values instead of squares" says="share of their squares"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]


def layers_for(M, share):
    s = np.linalg.svd(M, compute_uv=False)
    return int(np.argmax(np.cumsum(s) / s.sum() >= share)) + 1

# %% wrong="p4-e09" because="the index instead of the number" says="counts from 0"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share))

# %% wrong="p4-e09" because="one too many" says="of the squares already"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.sum(np.cumsum(s2) / s2.sum() < share)) + 2

# %% wrong="p4-e09" because="single layers above the share" says="layers are needed"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]


def layers_for(M, share):
    s = np.linalg.svd(M, compute_uv=False)
    return int(np.sum(s**2 / np.sum(s**2) >= 0.1))

# %% wrong="p4-e09" because="a corner of the matrix" says="expected"
def low_rank(M, k):
    short = np.zeros(M.shape)
    short[:k, :k] = M[:k, :k]
    return short


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% wrong="p4-e09" because="columns brought to mean 0, as in PCA" says="xpected"
def low_rank(M, k):
    mean = M.mean(axis=0)
    U, s, Vt = np.linalg.svd(M - mean, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k] + mean


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% right="p4-e09" because="peels layers off by an eigenvector of MᵀM each"
def low_rank(M, k):
    rest = np.array(M, dtype=float)
    for _ in range(k):
        v = np.linalg.eigh(rest.T @ rest)[1][:, -1]
        rest = rest - np.outer(rest @ v, v)
    return M - rest


def layers_for(M, share):
    values = np.sort(np.linalg.eigvalsh(M.T @ M if M.shape[1] <= M.shape[0] else M @ M.T))[::-1]
    return next(k for k in range(1, len(values) + 1) if values[:k].sum() >= share * np.trace(M.T @ M) * (1 - 1e-12))

# %% wrong="p4-e09" because="more than the share" says="of the squares already"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) > share * s2.sum())) + 1

# %% wrong="p4-e09" because="three parts instead of the matrix" says="numbers"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k], s[:k], Vt[:k]


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% wrong="p4-e09" because="a share of the number of layers" says="layers"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]


def layers_for(M, share):
    return int(np.ceil(share * min(M.shape)))

# %% wrong="p4-e09" because="the shorter matrix only" says="shape"
def low_rank(M, k):
    U, s, Vt = np.linalg.svd(M, full_matrices=False)
    return U[:, :k] * s[:k]


def layers_for(M, share):
    s2 = np.linalg.svd(M, compute_uv=False) ** 2
    return int(np.argmax(np.cumsum(s2) / s2.sum() >= share)) + 1

# %% [markdown] equivalent="p4-e09"
# U, sigma, Vt = np.linalg.svd(M, full_matrices=False)  →  U, sigma, Vt = np.linalg.svd(M, full_matrices=True)

# %% [markdown] exercise="p4-e10" title="All the best thetas" kind="F" level=3 minutes=20 core=false after="§8" skills=["Least squares as a projection", "Singular values"] topics=["S-04-linalg"]
# Where columns depend on each other, many thetas fit equally well. Write `best_thetas(X, y, cutoff=1e-10)`, which describes all of them. `X` has shape `(m, n)`, with more rows than columns or fewer, `y` has shape `(m,)`. It returns `theta, rank, free`:
#
# | | |
# |---|---|
# | `rank` | how many singular values of `X` are above `cutoff` times the largest; the others count as zero (`0` for a matrix of zeros) |
# | `theta` | shape `(n,)`: of all thetas with the smallest squared error, the shortest one |
# | `free` | shape `(n, n − rank)`: its columns have length 1, are at right angles to each other, and are the directions in which theta can move without changing a prediction: `X @ free` is zero, up to what counts as zero |
#
# So every best theta is `theta + free @ z` for some `z`.

# %% [markdown] hint="p4-e10"
# $X\,v_i=\sigma_i\,u_i$. Which $v_i$ does $X$ send to zero? And how do you undo a stretch by $\sigma_i$ along the others?

# %% [markdown] hint="p4-e10"
# `U, sigma, Vt = np.linalg.svd(X)`, full this time: `Vt` then has all `n` rows, also if `X` has fewer rows than columns. `theta` is the sum of $\frac{u_i\cdot y}{\sigma_i}\,v_i$ over the first `rank` ones; the other rows of `Vt`, as columns, are `free`.

# %% [markdown] hint="p4-e10"
# ```python
# def best_thetas(X, y, cutoff=1e-10):
#     U, sigma, Vt = np.linalg.svd(X)
#     rank = int(np.sum(sigma > ____))
#     parts = (U[:, :rank].T @ ____) / ____
#     theta = Vt[____].T @ ____
#     return theta, rank, Vt[____].T
# ```

# %% answer="p4-e10" needs=[]
def best_thetas(X, y, cutoff=1e-10):
    """theta (n,), rank, and free (n, n - rank): all best thetas are theta + free @ z."""
    ### BEGIN SOLUTION
    U, sigma, Vt = np.linalg.svd(X)
    rank = int(np.sum(sigma > cutoff * sigma[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / sigma[:rank])
    return theta, rank, Vt[rank:].T
    ### END SOLUTION

# %% tests="p4-e10" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect


def asked(X, y, *cutoff):
    """The learner's three results, of the right kinds."""
    got = expect.call(answer.best_thetas, X, y, *cutoff, error="LinAlgError", says="Line {line} raised: {message}. No inverse is needed. See §8.")
    expect.true(got is not None, "`best_thetas` returned nothing. End with `return theta, rank, free`.")
    three = isinstance(got, tuple | list) and len(got) == 3
    expect.true(three, "Expected three things: theta, rank and free; got {got}.", got=got)
    return got


def compare(X, y, *cutoff):
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    limit, n = (cutoff or (1e-10,))[0], X.shape[1]
    U, sigma, Vt = np.linalg.svd(X)
    r = int(np.sum(sigma > limit * sigma[0]))
    theta, rank, free = asked(X, y, *cutoff)
    absolute = int(np.sum(sigma > limit))
    fixed = int(np.sum(sigma > 1e-10 * sigma[0]))
    wrong_ranks = [
        *([(absolute, "X of shape {shape}: the rank is {want}; you returned {got}: so many singular values are above `cutoff` itself. Compare with `cutoff` times the largest.")] if absolute not in (r, fixed) else ()),
        *([(fixed, "With cutoff {limit} the rank is {want}; you returned {got}, which is the rank for 1e-10. Use `cutoff`.")] if fixed != r else ()),
        *([(min(X.shape), "X of shape {shape}: the rank is {want}; you returned {got}, the number of all singular values.")] if r not in (min(X.shape), fixed - 1) and min(X.shape) not in (fixed, absolute) else ()),
    ]
    expect.true(np.ndim(rank) == 0, "The rank is a single number; got {got}.", got=rank)
    expect.equal(rank, r, says="X of shape {shape}: the rank is {want}; you returned {got}.", mistakes=wrong_ranks, limit=limit, shape=X.shape)
    want = Vt[:r].T @ (U[:, :r].T @ y / sigma[:r])
    expect.shape(theta, (n,), says="theta has one number for each column, shape {want}; yours has {got}.")
    numbers = np.asarray(theta, dtype=float)
    expect.finite(theta, nan="Your theta holds nan: a division of zero by zero. Leave the singular values out that count as zero.", inf="Your theta is infinite: a division by zero. Leave the singular values out that count as zero.")
    says = "X of shape {shape}: expected theta {want}, got {got}."
    if r and not np.allclose(numbers, want, rtol=1e-6, atol=1e-7):
        best, own = np.linalg.norm(X @ want - y), np.linalg.norm(X @ numbers - y)
        if own <= best + 1e-6 * (1 + best) and limit < 1e-6:
            says = "Your theta, {got}, fits as well as the shortest, {want}, but is longer: {own} instead of {short}."
    mistakes = [
        (Vt[:r].T @ (U[:, :r].T @ y * sigma[:r]), "Your theta, {got}, is multiplied by the singular values. To undo a stretch, divide: {want}."),
        (Vt[:r].T @ (U[:, :r].T @ y), "Your theta, {got}, leaves the singular values out. Divide by them: {want}."),
        *([(Vt[:r].T @ (U[:, :r].T @ y / sigma[:r] ** 2), "Your theta, {got}, is divided by the squares of the singular values. Once is enough: {want}.")] if r else ()),
    ]
    mistakes = [(value, words) for value, words in mistakes if not np.allclose(value, want, rtol=1e-5)]
    expect.close(theta, want, rtol=1e-6, atol=1e-7 * (1 + np.abs(want).max()), says=says, mistakes=mistakes, own=float(np.linalg.norm(numbers)), short=float(np.linalg.norm(want)), shape=X.shape)
    short_of = min(X.shape) - r
    expect.shape(
        free,
        (n, n - r),
        says="Here `free` has shape {want}, n times n − rank; yours has {got}.",
        mistakes=[
            *([((n - r, n), "`free` holds its directions in columns, shape {want}; yours, {got}, has them in rows.")] if n - r != n else ()),
            *([((n, short_of), "Here `free` has shape {want}; yours has {got}. With fewer rows than columns, only the full SVD returns all directions.")] if short_of != n - r else ()),
        ],
    ) if n - r else expect.true(np.shape(free) == (n, 0), "With rank {rank} and {n} columns nothing is free: shape ({n}, 0); yours is {got}.", rank=r, n=n, got=np.shape(free))
    if n > r:
        F = np.asarray(free, dtype=float)
        moved = float(np.abs(X @ F).max())
        most = limit * sigma[0] * np.sqrt(n) + 1e-9 * (1 + sigma[0])
        expect.true(moved <= most, "Moving theta along your `free` changes predictions: `X @ free` reaches {moved}. The directions that X flattens belong to the smallest singular values.", moved=moved)
        expect.close(F.T @ F, np.eye(n - r), atol=1e-7, says="The columns of `free` have length 1 and are at right angles: `free.T @ free` should be {want}; yours is {got}.")


bean = [[1, 0], [1, 1], [1, 2]]

with expect.test("nothing depends"):
    compare(bean, [1, 4, 4])

with expect.test("a twin column"):
    compare([[1, 0, 0], [1, 1, 7], [1, 2, 14]], [1, 4, 4])

### BEGIN HIDDEN TESTS
with expect.test("several that depend"):
    rng = np.random.default_rng(55)
    X = rng.normal(size=(12, 3)) @ rng.normal(size=(3, 6))
    compare(X, rng.normal(size=12))
    compare(np.ones((4, 3)), [1, 2, 3, 6])

with expect.test("fewer rows than columns"):
    rng = np.random.default_rng(56)
    compare(rng.normal(size=(3, 7)), rng.normal(size=3))
    compare([[1, 2, 3], [2, 4, 6]], [1, 1])

with expect.test("matrices of zeros"):
    compare(np.zeros((4, 3)), [1, 2, 3, 4])
    compare(np.zeros((2, 3)), [1, 2])

with expect.test("large and tiny units"):
    for size in (1e-12, 1e12):
        X = size * np.array([[1, 0, 0], [1, 1, 7], [1, 2, 14], [1, 3, 21]])
        compare(X, size * np.array([1, 4, 4, 6]))

with expect.test("the cutoff is obeyed"):
    q = np.linalg.qr(np.random.default_rng(57).normal(size=(6, 6)))[0]
    w = np.linalg.qr(np.random.default_rng(58).normal(size=(4, 4)))[0]
    X = q[:, :4] * [5, 1, 0.1, 0.001] @ w.T
    for cutoff in (1e-10, 0.001, 0.05, 0.5):
        compare(X, np.arange(6.0), cutoff)

with expect.test("arguments are kept"):
    behaviour.pure(answer.best_thetas, np.array(bean, dtype=float), np.array([1.0, 4.0, 4.0]))
### END HIDDEN TESTS

# %% right="p4-e10" because="the library's tools for each part"
from scipy.linalg import null_space


def best_thetas(X, y, cutoff=1e-10):
    free = null_space(X, rcond=cutoff) if X.any() else np.eye(X.shape[1])
    return np.linalg.pinv(X, rcond=cutoff) @ y, X.shape[1] - free.shape[1], free

# %% right="p4-e10" because="a loop over layers"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X, full_matrices=True)
    theta, rank = np.zeros(X.shape[1]), 0
    for i, value in enumerate(s):
        if value > cutoff * s.max():
            theta = theta + U[:, i] @ y / value * Vt[i]
            rank += 1
    return theta, rank, Vt[rank:].T

# %% right="p4-e10" because="free from the projection on what is left"
def best_thetas(X, y, cutoff=1e-10):
    n = X.shape[1]
    s = np.linalg.svd(X, compute_uv=False)
    rank = int((s > cutoff * s[0]).sum())
    if rank == 0:
        return np.zeros(n), 0, np.eye(n)
    inverse = np.linalg.pinv(X, rcond=cutoff)
    values, vectors = np.linalg.eigh(np.eye(n) - inverse @ X)
    return inverse @ y, rank, vectors[:, values > 0.5]

# %% wrong="p4-e10" because="reduced SVD" says="only the full SVD"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    return theta, rank, Vt[rank:].T

# %% wrong="p4-e10" because="cutoff not relative" says="times the largest"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    return theta, rank, Vt[rank:].T

# %% wrong="p4-e10" because="cutoff ignored" says="Use `cutoff`"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > 1e-10 * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    return theta, rank, Vt[rank:].T

# %% wrong="p4-e10" because="free in rows" says="in rows"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    return theta, rank, Vt[rank:]

# %% wrong="p4-e10" because="multiplies instead of dividing" says="To undo a stretch"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y * s[:rank])
    return theta, rank, Vt[rank:].T

# %% wrong="p4-e10" because="the first directions as free" says="changes predictions"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    return theta, rank, Vt[: X.shape[1] - rank].T

# %% wrong="p4-e10" because="the inverse of the normal equation" says="No inverse"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = np.linalg.inv(X.T @ X) @ X.T @ y
    return theta, rank, Vt[rank:].T

# %% wrong="p4-e10" because="a best theta that is not the shortest" says="but is longer"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    free = Vt[rank:].T
    return theta + free.sum(axis=1), rank, free

# %% wrong="p4-e10" because="divides by what counts as zero" says="theta"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    k = len(s)
    rank = int(np.sum(s > cutoff * s[0]))
    with np.errstate(all="ignore"):
        theta = Vt[:k].T @ (U[:, :k].T @ y / s)
    return theta, rank, Vt[rank:].T

# %% wrong="p4-e10" because="free directions not of length 1" says="length 1"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    return theta, rank, 3 * Vt[rank:].T

# %% wrong="p4-e10" because="theta alone" says="three things"
def best_thetas(X, y, cutoff=1e-10):
    return np.linalg.pinv(X, rcond=cutoff) @ y

# %% right="p4-e10" because="lstsq with a cutoff, free by QR of what is left"
def best_thetas(X, y, cutoff=1e-10):
    n = X.shape[1]
    theta, _, rank, _ = np.linalg.lstsq(X, y, rcond=cutoff)
    if not X.any():
        return np.zeros(n), 0, np.eye(n)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    kept = Vt[:rank].T
    full, _ = np.linalg.qr(np.hstack([kept, np.eye(n)]))
    return theta, int(rank), full[:, rank:n]

# %% wrong="p4-e10" because="rank by the library's own limit" says="Use `cutoff`"
def best_thetas(X, y, cutoff=1e-10):
    from scipy.linalg import null_space

    return np.linalg.pinv(X) @ y, np.linalg.matrix_rank(X), null_space(X) if X.any() else np.eye(X.shape[1])

# %% wrong="p4-e10" because="eigenvalues of XᵀX, too coarse" says="rank is"
def best_thetas(X, y, cutoff=1e-10):
    values, V = np.linalg.eigh(X.T @ X)
    keep = values > cutoff**2 * values[-1]
    return V[:, keep] @ ((V[:, keep].T @ X.T @ y) / values[keep]), int(keep.sum()), V[:, ~keep]

# %% wrong="p4-e10" because="free in the space of the rows" says="shape"
def best_thetas(X, y, cutoff=1e-10):
    U, s, Vt = np.linalg.svd(X)
    rank = int(np.sum(s > cutoff * s[0]))
    theta = Vt[:rank].T @ (U[:, :rank].T @ y / s[:rank])
    return theta, rank, U[:, rank:]

# %% [markdown] exercise="p4-e11" title="An eigenvalue of zero" kind="S" level=1 minutes=8 core=false after="§8" skills=["Least squares as a projection", "Eigenvectors"] topics=["S-04-linalg"]
# A colleague fits a linear model to a table `X` and finds that $X^\top X$ has an eigenvalue of 0 (in the computer: $10^{-14}$). She asks you what that says about the columns of her table, what it means for the weights and for the predictions, and what she can do. Answer in 60 to 150 words.

# %% [markdown] hint="p4-e11"
# Let $v$ be the eigenvector: $X^\top X\,v=0$. Multiply by $v^\top$ from the left. What is the length of $X\,v$?

# %% [markdown] hint="p4-e11"
# Go through four things: how the columns depend on each other, whether the best weights are unique, whether the predictions are, and two ways out.

# %% [markdown] hint="p4-e11"
# *$v^\top X^\top X v=\lVert Xv\rVert^2=0$, so ____ of the columns is zero: ____. Adding any multiple of v to the weights ____. The predictions ____. She can ____ or ____.*

# %% [markdown] answer="p4-e11" manual=true points=1
# ### BEGIN SOLUTION
# Let v be the eigenvector for 0. Then vᵀXᵀXv = ‖Xv‖² = 0, so Xv = 0: a mix of the columns, with the weights v, is zero. At least one column can be computed from the others (the same length in metres and in feet, or dummy columns that add up to the column of ones).
# For the model it means that theta and theta + z·v predict the same for every row, whatever z: the best weights are not unique, and single weights must not be interpreted; XᵀX has no inverse. The predictions for rows like those of the table, which keep the same dependence, are unique all the same: they are the shadow on the plane of the columns.
# She can look at v, which names the columns involved, and drop one of them; or take the shortest solution by the pseudo-inverse; or regularise, which adds alpha to each eigenvalue so that none is zero. With an eigenvalue that is small but not zero, the weights are unique but depend wildly on the noise.
# ### END SOLUTION

# %% [markdown] rubric="p4-e11"
# One point each, four make the whole:
#
# 1. **Columns.** A mix of the columns is zero: one of them can be computed from the others (collinear, rank below the number of columns).
# 2. **Weights.** The best weights are not unique (or, nearly zero: they depend wildly on noise), so that they must not be interpreted.
# 3. **Predictions.** Those on rows with the same dependence are the same for all best weights.
# 4. **A way out.** Drop a column, take the pseudo-inverse, or regularise.

# %% [markdown]
# ## At the end

# %% [markdown] exercise="p4-e12" title="Exit quiz: six questions about maps" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Lengths and angles", "Matrices as maps", "Inverse, determinant and rank", "Least squares as a projection", "Eigenvectors", "Singular values"] topics=["S-04-linalg"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · A has shape (3, 4), B has shape (4, 2). Which product exists, and is the transpose of AB?
# *a* A.T @ B.T, shape (4, 4) · *b* B.T @ A.T, shape (2, 3) · *c* A.T @ B.T, shape (2, 3) · *d* B @ A, shape (4, 4)
#
# **q2** · A is a 3 × 3 matrix with determinant 5. What is the determinant of 2 * A?
# *a* 40 · *b* 30 · *c* 20 · *d* 10
#
# **q3** · First S, then T: the map is T @ S, and both can be undone. What undoes it?
# *a* inv(T) @ inv(S): first the last one, as it was done · *b* T @ inv(S) · *c* it depends on the vector · *d* inv(S) @ inv(T): what was done last is undone first
#
# **q4** · u @ v is 0, and neither u nor v is zero. What is the length of u + v, if u has length 3 and v has length 4?
# *a* 7 · *b* 1 · *c* 5 · *d* one has to know the angle
#
# **q5** · v is an eigenvector of A with eigenvalue 3. What is A @ A @ v?
# *a* 6 times v · *b* 9 times v · *c* 3 times v · *d* it need not be a multiple of v
#
# **q6** · The singular values of a (100, 5) table X are 40, 12, 3, 0.5 and 0 (all but rounding). Which is true?
# *a* its rank is 4, and the best weights of a linear model on it are not unique · *b* its rank is 5, since it has five columns · *c* its condition number is 80 · *d* the best linear model predicts every row without error

# %% [markdown] hint="p4-e12"
# For each question: picture the map, or take the smallest example you can write down.

# %% [markdown] hint="p4-e12"
# q2: in how many directions is everything doubled? q3: shoes and socks. q4: draw the triangle. q5: apply A once, and then once more.

# %% [markdown] hint="p4-e12"
# The transpose turns the ____ round. Twice as long in ____ directions is 2 to the power of ____ in volume. At right angles, ____ holds. A singular value of 0 means a direction that ____.

# %% answer="p4-e12" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "a", "q3": "d", "q4": "c", "q5": "b", "q6": "a"}
### END SOLUTION

# %% tests="p4-e12" points=1
from jupyterlab_homl.toolkit import answer, expect

with expect.test("six answers"):
    got = answer.answers
    expect.true(isinstance(got, dict) and set(got) == {"q1", "q2", "q3", "q4", "q5", "q6"}, "`answers` is a dict with the keys q1 to q6. Keep them as they were given.")
    still_open = [key for key, value in got.items() if value is None]
    expect.true(not still_open, "Still open: {keys}. Choose one answer to each question.", keys=", ".join(still_open))

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(
        answer.answers,
        "q1",
        "b",
        {
            "a": "A.T has shape (4, 3), B.T has shape (2, 4). Do the inner numbers fit?",
            "c": "A.T has shape (4, 3), B.T has shape (2, 4). Do the inner numbers fit in this order?",
            "d": "B has shape (4, 2), A has shape (3, 4). Do the inner numbers fit? And what shape has AB?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "a",
        {
            "b": "Three directions, each doubled: do the factors add up, or multiply?",
            "c": "That would be the plane, with two directions. How many has a 3 × 3 matrix?",
            "d": "A determinant is a factor of volume. A cube with sides twice as long holds how much more?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "d",
        {
            "a": "Socks first, then shoes. Which come off first? Multiply your product by T @ S and see what meets.",
            "b": "Multiply it by T @ S from the right. Is the result the identity?",
            "c": "A matrix that undoes a map does so for every vector. Which one gives the identity?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "c",
        {
            "a": "That long they are together if they point the same way. What does u @ v = 0 say?",
            "b": "That is what is left if they point opposite ways. What does u @ v = 0 say?",
            "d": "u @ v = 0 tells the angle. Which one?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "b",
        {
            "a": "A @ v is 3 v. Apply A to that: do the factors add up, or multiply?",
            "c": "That is A @ v. A acts once more.",
            "d": "A @ v lies on the line of v. What does A do to every vector of this line?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "a",
        {
            "b": "The rank counts directions that are left, not columns. What happens to the fifth direction?",
            "c": "The longest stretch divided by the shortest. Which is the shortest?",
            "d": "The mixes of five columns fill at most five of a hundred dimensions. Where may y lie?",
        },
    )
### END HIDDEN TESTS

# %% right="p4-e12" because="capital letters"
answers = {"q1": "B", "q2": "A", "q3": "D", "q4": "C", "q5": "B", "q6": "A"}

# %% right="p4-e12" because="filled in key by key"
answers = dict.fromkeys(["q1", "q2", "q3", "q4", "q5", "q6"])
for key, letter in zip(answers, "badcba"):
    answers[key] = letter

# %% wrong="p4-e12" because="the determinant is doubled" says="factor of volume"
answers = {"q1": "b", "q2": "d", "q3": "d", "q4": "c", "q5": "b", "q6": "a"}

# %% wrong="p4-e12" because="the inverse in the order of doing" says="Socks first"
answers = {"q1": "b", "q2": "a", "q3": "a", "q4": "c", "q5": "b", "q6": "a"}

# %% wrong="p4-e12" because="factors added" says="add up, or multiply"
answers = {"q1": "b", "q2": "a", "q3": "d", "q4": "c", "q5": "a", "q6": "a"}

# %% wrong="p4-e12" because="one left open" says="Still open"
answers = {"q1": "b", "q2": "a", "q3": "d", "q4": None, "q5": "b", "q6": "a"}

# %% wrong="p4-e12" because="lengths added" says="point the same way"
answers = {"q1": "b", "q2": "a", "q3": "d", "q4": "a", "q5": "b", "q6": "a"}
