"""The levels of an address as this product prints them: the tree of 2022, four boxes."""

ADDRESS_LEVELS = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã", "Địa chỉ chi tiết")
