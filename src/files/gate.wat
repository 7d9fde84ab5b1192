;; Finds where one of many words may stand, 16 bytes at a time.
;;
;; Memory: six tables of 16 bytes at 0 (for each of three neighbouring bytes, which groups of words have this low half, and this high
;; half), a set of bits at 1024 (hashes of the four bytes that stand at a word's place), the text anywhere above 65536.
;; At least 20 bytes behind the text must be readable.
(module
  (memory (export "memory") 18)
  ;; The first place from `at` on and before `end` (about: up to 15 bytes more) where a word may stand, or -1.
  (func (export "find") (param $at i32) (param $end i32) (result i32)
    (local $low0 v128) (local $high0 v128) (local $low1 v128) (local $high1 v128) (local $low2 v128) (local $high2 v128)
    (local $half v128) (local $bytes v128) (local $groups v128) (local $bits i32) (local $place i32) (local $hash i32)
    (local.set $low0 (v128.load offset=0 (i32.const 0)))
    (local.set $high0 (v128.load offset=16 (i32.const 0)))
    (local.set $low1 (v128.load offset=32 (i32.const 0)))
    (local.set $high1 (v128.load offset=48 (i32.const 0)))
    (local.set $low2 (v128.load offset=64 (i32.const 0)))
    (local.set $high2 (v128.load offset=80 (i32.const 0)))
    (local.set $half (i8x16.splat (i32.const 15)))
    (block $none
      (br_if $none (i32.ge_u (local.get $at) (local.get $end)))
      (loop $next
        ;; In $groups, a bit for each group of which all three bytes may be those of a word.
        (local.set $bytes (v128.load (local.get $at)))
        (local.set $groups (v128.and
          (i8x16.swizzle (local.get $low0) (v128.and (local.get $bytes) (local.get $half)))
          (i8x16.swizzle (local.get $high0) (i8x16.shr_u (local.get $bytes) (i32.const 4)))))
        (local.set $bytes (v128.load offset=1 (local.get $at)))
        (local.set $groups (v128.and (local.get $groups) (v128.and
          (i8x16.swizzle (local.get $low1) (v128.and (local.get $bytes) (local.get $half)))
          (i8x16.swizzle (local.get $high1) (i8x16.shr_u (local.get $bytes) (i32.const 4))))))
        (local.set $bytes (v128.load offset=2 (local.get $at)))
        (local.set $groups (v128.and (local.get $groups) (v128.and
          (i8x16.swizzle (local.get $low2) (v128.and (local.get $bytes) (local.get $half)))
          (i8x16.swizzle (local.get $high2) (i8x16.shr_u (local.get $bytes) (i32.const 4))))))
        (if (v128.any_true (local.get $groups))
          (then
            (local.set $bits (i32.xor
              (i8x16.bitmask (i8x16.eq (local.get $groups) (v128.const i64x2 0 0)))
              (i32.const 65535)))
            (loop $bit
              (local.set $place (i32.add (local.get $at) (i32.ctz (local.get $bits))))
              (local.set $hash (i32.shr_u
                (i32.mul (i32.load (local.get $place)) (i32.const 0x9E3779B1))
                (i32.const 14)))
              (if (i32.and
                    (i32.shr_u
                      (i32.load8_u offset=1024 (i32.shr_u (local.get $hash) (i32.const 3)))
                      (i32.and (local.get $hash) (i32.const 7)))
                    (i32.const 1))
                (then (return (local.get $place))))
              (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
              (br_if $bit (local.get $bits)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))
    (i32.const -1)))
